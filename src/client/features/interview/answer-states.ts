import { checkAnswer } from '#domain/interview/answer-check.ts';
import { isAnswered } from '#domain/interview/completeness.ts';
import type { Interview } from '#domain/interview/interview.ts';
import type { Relevance } from '#domain/interview/relevance.ts';
import type { Screen } from '#domain/interview/screens.ts';
import { isMissing, takesAnswer, type Item } from '#domain/questionnaire/model.ts';
import { findAnswer } from '#domain/interview/relevance.ts';

/** How an item stands: `open` is required without an answer, `skipped` optional without one, `wrong` needs mending. */
export type AnswerState = 'answered' | 'open' | 'skipped' | 'wrong';

/** How one asked item stands. */
export function findAnswerState(interview: Interview, item: Item, relevance: Relevance): AnswerState {
  const problems = checkAnswer(interview, item, relevance);
  if (problems.some(({ code }) => code !== 'required' && code !== 'rowsMissing')) return 'wrong';
  const answer = findAnswer(interview, item);
  if (isAnswered(interview, item) || (isMissing(answer) && answer?.missing === 'refused')) return 'answered';
  return item.required ? 'open' : 'skipped';
}

const ORDER: readonly AnswerState[] = ['wrong', 'open', 'skipped', 'answered'];

/** How a screen stands: as the item of it that needs most care. A screen of notes alone counts as answered. */
export function findScreenState(interview: Interview, screen: Screen, relevance: Relevance): AnswerState {
  const states = screen.items.filter(takesAnswer).map((item) => findAnswerState(interview, item, relevance));
  return ORDER.find((state) => states.includes(state)) ?? 'answered';
}
