import type { LetterKind } from '#domain/fieldwork/letters/letter-texts.ts';
import { defineMessages } from '#ui/messages.ts';

/** What the kinds of letters are called. */
export const letterKindMessages = defineMessages<LetterKind>({
  ja: { preNotice: '予告', invitation: '依頼', reminder: '督促', reminderB: '督促（文面B）', thanks: 'お礼' },
  en: {
    preNotice: 'Pre-notice',
    invitation: 'Invitation',
    reminder: 'Reminder',
    reminderB: 'Reminder (wording B)',
    thanks: 'Thanks',
  },
});
