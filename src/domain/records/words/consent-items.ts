import type { LocalisedText } from '#domain/canonical/language.ts';
import type { ConsentItem } from '#domain/records/consent.ts';

/** What each item of a consent covers, as companies are told. */
export const CONSENT_ITEM_WORDS: Record<ConsentItem, LocalisedText> = {
  company: { ja: '会社名・市町村', en: 'Company and municipality' },
  address: { ja: '所在地', en: 'Address' },
  contact: { ja: '担当者と連絡先', en: 'Contact person and how to reach them' },
  issues: { ja: '経営課題', en: 'Issues' },
  about: { ja: '相談の内容', en: 'What it is about' },
};
