import { DOUBTS, type AnswerProblemCode } from '#domain/questionnaire/answer-problem.ts';
import { isMissing, type Item } from '#domain/questionnaire/model.ts';
import { checkAnswer } from './answer-check.ts';
import { isAnswered } from './completeness.ts';
import type { Interview } from './interview.ts';
import { findAnswer, type Relevance } from './relevance.ts';

/**
 * How an item stands: `open` is required without an answer, `wrong` needs mending; `skipped`
 * is optional without an answer, or nobody could give one as this version cannot show it.
 */
export type AnswerState = 'answered' | 'open' | 'skipped' | 'wrong';

/** What is left open, and options that only another revision had: a submission leaves those out, and nobody could untick them. */
const HARMLESS: ReadonlySet<AnswerProblemCode> = new Set(['required', 'rowsMissing', 'unknownOption']);

/** How one asked item stands; to prefer not to say is an answer here. */
export function findAnswerState(interview: Interview, item: Item, relevance: Relevance): AnswerState {
  const problems = checkAnswer(interview, item, relevance);
  if (problems.some(({ code }) => !HARMLESS.has(code) && !DOUBTS.has(code))) return 'wrong';
  const answer = findAnswer(interview, item);
  const reason = isMissing(answer) && answer?.missing;
  if (isAnswered(interview, item) || reason === 'refused') return 'answered';
  return item.required && reason !== 'notShown' ? 'open' : 'skipped';
}
