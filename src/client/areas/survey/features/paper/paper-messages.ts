import { defineMessages } from '#ui/messages.ts';

/** The questionnaire on paper. */
export const paperMessages = defineMessages({
  ja: {
    title: '紙の調査票',
    keying: '紙の回答の入力',
    which: '印刷するもの',
    sample: '見本（コードなし）1部',
    range: '対象企業 {first}〜{last}（コード入り）',
    about: '1部 A4 {n}枚。倍率100%、余白なしで印刷してください。コードとQRコードは、すべての紙に入ります。',
    missing: '使えるコードのない{n}社は印刷しません',
    print: '印刷する',
    preview: '紙の調査票の見本',
    none: '調査票がまだ届いていません',
    noneText: '通信できるところで、もう一度開いてください。',
  },
  en: {
    title: 'Paper questionnaire',
    keying: 'Keying of paper',
    which: 'What to print',
    sample: 'One sample without a code',
    range: 'Companies {first} to {last}, with their codes',
    about: '{n} sheets of A4 a copy. Print at 100 % without margins. Code and QR code are on every sheet.',
    missing: 'Not printed for {n} without a code in force',
    print: 'Print',
    preview: 'Sample of the paper questionnaire',
    none: 'The questionnaire has not come yet',
    noneText: 'Please open this again where there is a connection.',
  },
});
