import type { Language, LocalisedText } from '#domain/canonical/language.ts';

/*
 * Why something was corrected, where nobody has said it in words of their own: the server, or
 * the app for somebody who has taken something back. Stored is the code, read are its words.
 */

const REASONS = {
  'server.duplicate-found': {
    ja: '同じ企業のほかの回答があるため',
    en: 'There is another response of the same company',
  },
  'server.duplicate-gone': {
    ja: '重複する回答がなくなったため',
    en: 'There is no other response any more that it is a duplicate of',
  },
  'server.answers-corrected': { ja: '訂正された回答に合わせたため', en: 'As the corrected answers say' },
  'app.decision-undone': { ja: '決定の取り消し', en: 'The decision was taken back' },
  'app.assignment-undone': { ja: '割り当ての取り消し', en: 'The assignment was taken back' },
  'app.mended-by-author': { ja: '提出後すぐの手直し', en: 'Mended shortly after it was submitted' },
  'app.supplemented': { ja: '訪問での補足', en: 'Added on a visit' },
  'app.conflict-settled': { ja: '食い違いの解決', en: 'Settled a conflict' },
} satisfies Record<string, LocalisedText>;

/** A reason that stands in a correction as a code. */
export type CorrectionReason = keyof typeof REASONS;

/** A correction's reason in the reader's language; what somebody has written, or what was stored as words before, as it stands. */
export function describeReason(reason: string, language: Language): string {
  return Object.hasOwn(REASONS, reason) ? REASONS[reason as CorrectionReason][language] : reason;
}
