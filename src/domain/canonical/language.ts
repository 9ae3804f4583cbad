/** The languages that Banso speaks. */
export type Language = 'ja' | 'en';

/** A text in both languages. */
export type LocalisedText = Record<Language, string>;

/** A text of the office's own, whose English is optional: where that is empty, the Japanese stands for it. */
export function withEnglish({ ja, en = '' }: { ja: string; en?: string | undefined }): LocalisedText {
  return { ja, en: en.trim() === '' ? ja : en };
}
