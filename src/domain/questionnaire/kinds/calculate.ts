import type { Answer } from '#domain/questionnaire/model.ts';
import { number } from './number.ts';
import type { AnswerWords } from './question-kind.ts';
import { text } from './text.ts';

/** What follows from other answers, in words as a number or a text that was given. */
export function describeCalculated(value: Answer, words: AnswerWords): string[] {
  return typeof value === 'number' ? number.describe(value, words) : text.describe(String(value), words);
}
