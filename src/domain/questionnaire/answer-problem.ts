import type { LocalisedText } from '#domain/canonical/language.ts';

const TEXTS = {
  required: { ja: 'この設問にお答えください', en: 'Please answer this question' },
  rowsMissing: { ja: 'まだ答えていない行があります: {0}', en: 'Some rows have no answer yet: {0}' },
  wrongForm: { ja: '答えの形が正しくありません', en: 'The answer does not have the right form' },
  unknownOption: { ja: '選べない選択肢が含まれています: {0}', en: 'These options do not exist: {0}' },
  tooMany: { ja: '{0}つまでお選びください', en: 'Please choose at most {0}' },
  exclusive: {
    ja: '「{0}」はほかの選択肢と一緒に選べません',
    en: '"{0}" cannot be chosen together with others',
  },
  notANumber: { ja: '数字でお書きください', en: 'Please write a number' },
  belowMinimum: { ja: '{0}以上の数をお書きください', en: 'Please write a number from {0}' },
  aboveMaximum: { ja: '{0}以下の数をお書きください', en: 'Please write a number up to {0}' },
  notWhole: { ja: '整数でお書きください', en: 'Please write a whole number' },
  tooManyDecimals: { ja: '小数点以下は{0}桁までです', en: 'At most {0} digits behind the point' },
  tooLong: { ja: '{0}文字以内でお書きください', en: 'Please write at most {0} characters' },
  notADate: { ja: '実在する日付をお書きください', en: 'Please write a date that exists' },
  constraint: { ja: '答えが条件に合っていません', en: 'The answer does not meet the condition' },
} satisfies Record<string, LocalisedText>;

export type AnswerProblemCode = keyof typeof TEXTS;

/**
 * What only looks wrong: a rule of a questionnaire cannot know every way in which people write a
 * number, nor that the clock of a device is wrong. It is pointed out, and the answer is taken.
 */
export const DOUBTS: ReadonlySet<AnswerProblemCode> = new Set(['constraint', 'notADate']);

/** What is wrong with an answer, in words for the person who gives it. */
export interface AnswerProblem {
  code: AnswerProblemCode;
  message: LocalisedText;
  /** The row of a grid that it concerns. */
  row?: string;
}

/** A problem with its details filled in. */
export function describeAnswerProblem(
  code: AnswerProblemCode,
  detail: string | number | LocalisedText = '',
): AnswerProblem {
  const { ja, en } = typeof detail === 'object' ? detail : { ja: String(detail), en: String(detail) };
  const text = TEXTS[code];
  return { code, message: { ja: text.ja.replace('{0}', () => ja), en: text.en.replace('{0}', () => en) } };
}
