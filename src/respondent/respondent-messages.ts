import { defineMessages } from '#ui/messages.ts';

/** Words that several screens of the company's page share. */
export const respondentMessages = defineMessages({
  ja: {
    back: '戻る',
    answers: '回答の内容',
    unanswered: '未回答',
    print: '印刷する',
    askLetter: 'お困りのときは、お手紙に書かれた連絡先までお知らせください。',
  },
  en: {
    back: 'Back',
    answers: 'Your answers',
    unanswered: 'No answer',
    print: 'Print',
    askLetter: 'If you need help, please use the contact given in the letter.',
  },
});
