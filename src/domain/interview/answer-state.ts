import { isMissing, type Item } from '../questionnaire/model.ts';
import { checkAnswer } from './answer-check.ts';
import { isAnswered } from './completeness.ts';
import type { Interview } from './interview.ts';
import { findAnswer, type Relevance } from './relevance.ts';

/** How an item stands: `open` is required without an answer, `skipped` optional without one, `wrong` needs mending. */
export type AnswerState = 'answered' | 'open' | 'skipped' | 'wrong';

/** How one asked item stands; to prefer not to say is an answer here. */
export function findAnswerState(interview: Interview, item: Item, relevance: Relevance): AnswerState {
  const problems = checkAnswer(interview, item, relevance);
  if (problems.some(({ code }) => code !== 'required' && code !== 'rowsMissing')) return 'wrong';
  const answer = findAnswer(interview, item);
  if (isAnswered(interview, item) || (isMissing(answer) && answer?.missing === 'refused')) return 'answered';
  return item.required ? 'open' : 'skipped';
}
