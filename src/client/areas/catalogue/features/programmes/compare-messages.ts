import { defineMessages } from '#ui/messages.ts';

/** Words of the comparison. */
export const compareMessages = defineMessages({
  ja: {
    compareTitle: '施策を比べる',
    table: '{n}件の施策の比較',
    sheets: '比べている施策',
    state: '実施の状況',
    stateEnded: '終了',
    stateNotEnded: '終了していない',
    onlyDifferences: '違う項目だけを見る',
    same: '同じ',
    allSame: '違う項目はありません',
    nothing: '記載なし',
    choose: '施策を選び直す',
    tooFew: '比べる施策を2件か3件選んでください',
    tooFewHint: '一覧で「比べる」を押すと、施策を選べます',
    lost: '{n}件はこの年度版にないため、並べていません',
    uncertainMark: '※ 報告書の体裁から読み取りが不確かな行です',
  },
  en: {
    compareTitle: 'Compare programmes',
    table: 'Comparison of {n} programmes',
    state: 'State',
    stateEnded: 'Ended',
    stateNotEnded: 'Not ended',
    onlyDifferences: 'Only what differs',
    same: 'the same',
    allSame: 'Nothing differs',
    nothing: 'not stated',
    choose: 'Choose again',
    tooFew: 'Choose two or three programmes to compare',
    tooFewHint: 'Press “Compare” in the list to choose them',
    sheets: 'The sheets compared',
    lost: '{n} not shown: not in this edition',
    uncertainMark: '※ The layout of the report leaves this row uncertain',
  },
});
