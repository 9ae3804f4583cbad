import type { Language, LocalisedText } from '#domain/canonical/language.ts';
import type { MissingReason } from '#domain/questionnaire/model.ts';

/** How a question's number is written in a language: those that are figures get a word before them. */
export function writeItemNumber(number: string, language: Language): string {
  if (!/^\d/.test(number)) return number;
  return `${language === 'ja' ? '問' : 'Q'}${number}`;
}

/** A reason for having no answer, as paper offers it. */
export const MISSING_LABELS: Partial<Record<MissingReason, LocalisedText>> = {
  refused: { ja: '答えたくない', en: 'Prefer not to say' },
  dontKnow: { ja: 'わからない', en: 'Do not know' },
  notApplicable: { ja: 'あてはまらない', en: 'Does not apply' },
};

/** How to mark an answer. `{0}` is how many at most, `{1}` the number of another question. */
export const HOW_TO_MARK = {
  one: { ja: '○は一つ', en: 'Circle one' },
  all: { ja: '○はいくつでも', en: 'Circle all that apply' },
  most: { ja: '○は{0}つまで', en: 'Circle up to {0}' },
  oneInRow: { ja: '各行、○は一つ', en: 'Circle one in each row' },
  allInRow: { ja: '各行、○はいくつでも', en: 'Circle all that apply in each row' },
  mostInRow: { ja: '各行、○は{0}つまで', en: 'Circle up to {0} in each row' },
  rank: { ja: '番号を{0}つまで記入', en: 'Write up to {0} numbers' },
  rankOf: { ja: '{1}の番号を{0}つまで記入', en: 'Write up to {0} numbers of {1}' },
  number: { ja: '数字を記入', en: 'Write a number' },
  date: { ja: '年月日を記入', en: 'Write a date' },
} satisfies Record<string, LocalisedText>;

/** Said above a grid whose rows are what was chosen in another question; `{1}` is its number. */
export const ROWS_OF: LocalisedText = {
  ja: '{1}で○をつけたものの行だけ、お答えください',
  en: 'Only in the rows of what you circled in {1}',
};

/** Said of a question that concerns the same people as one before it; `{1}` is that one's number. */
export const SAME_AS: LocalisedText = {
  ja: '{1}と同じ方のみお答えください',
  en: 'Only if {1} concerned you',
};

/** Fills `{0}` and `{1}` into both languages. */
export function fillWords(words: LocalisedText, most: number | undefined, number = ''): LocalisedText {
  const fill = (language: Language) =>
    words[language]
      .replace('{0}', String(most ?? ''))
      .replace('{1}', () => writeItemNumber(number, language));
  return { ja: fill('ja'), en: fill('en') };
}
