import { defineMessages } from '#ui/messages.ts';

/** Words that several screens of the company's page share. */
export const respondentMessages = defineMessages({
  ja: {
    back: '戻る',
    unanswered: '未回答',
    askLetter: 'お困りのときは、お手紙に書かれた連絡先までお知らせください。',
  },
  en: {
    back: 'Back',
    unanswered: 'No answer',
    askLetter: 'If you need help, please use the contact given in the letter.',
  },
});
