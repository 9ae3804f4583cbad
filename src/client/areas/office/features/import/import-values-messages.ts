import { defineMessages } from '#ui/messages.ts';

/** The step in which a person says what words of a list mean. */
export const valuesMessages = defineMessages({
  ja: {
    title: '読み替えを決める',
    about:
      '一覧にある言葉のうち、そのままでは分からないものです。何を指すかを一度選べば、同じ言葉のすべての行に使い、次に同じ形の一覧を取り込むときも覚えています。',
    fate: '今の選択では、{without}か所を空欄にして取り込み、{skipped}か所の行は取り込みません。',
    withoutValue: '空欄にして行は取り込む',
    skipRows: 'この値の行は取り込まない',
    rows: '{n}行（最初は{row}行目）',
    proposed: '提案',
    remembered: '前回の選択',
    open: '提案なし',
    outside: '県外',
    bareSales: '売上高の単位',
    bareSalesLabel: '単位のない金額（{examples} など）は何の単位ですか',
    unit: '単位は{unit}',
    between: '、',
  },
  en: {
    title: 'Say what words mean',
    about:
      'These words of the list cannot be understood as they are. Say once what each means: it holds for all its rows, and is remembered for the next list of this form.',
    fate: 'As it is, {without} values are left empty and their rows imported; the rows of {skipped} values are left out.',
    withoutValue: 'Leave empty, import the rows',
    skipRows: 'Leave the rows with it out',
    rows: '{n} rows (first in row {row})',
    proposed: 'Proposed',
    remembered: 'As last time',
    open: 'No proposal',
    outside: 'Other prefecture',
    bareSales: 'Unit of sales',
    bareSalesLabel: 'What is the unit of amounts without one ({examples} …)?',
    unit: 'The unit is {unit}',
    between: ', ',
  },
});
