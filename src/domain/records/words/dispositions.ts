import type { LocalisedText } from '#domain/canonical/language.ts';
import type { Disposition } from '#domain/records/dispositions.ts';

/** What people call them. */
export const DISPOSITION_WORDS: Readonly<Record<Disposition, LocalisedText>> = {
  complete: { ja: '完了', en: 'Complete' },
  partial: { ja: '一部回答', en: 'Partial' },
  breakOff: { ja: '途中で終了', en: 'Broken off' },
  refusal: { ja: '拒否', en: 'Refusal' },
  undeliverable: { ja: '不達', en: 'Undeliverable' },
  notEligible: { ja: '対象外', en: 'Not eligible' },
  noReply: { ja: '未回答', en: 'No reply' },
  duplicate: { ja: '重複', en: 'Duplicate' },
};
