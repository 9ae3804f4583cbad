import { defineMessages } from '#ui/messages.ts';

/** Words that several screens of the company's page share. */
export const respondentMessages = defineMessages({
  ja: { back: '戻る', unanswered: '未回答' },
  en: { back: 'Back', unanswered: 'No answer' },
});
