/** The languages that Banso speaks. */
export type Language = 'ja' | 'en';

/** A text in both languages. */
export type LocalisedText = Record<Language, string>;
