import { findAnswerState, type AnswerState } from '#domain/interview/answer-state.ts';
import type { Interview } from '#domain/interview/interview.ts';
import type { Relevance } from '#domain/interview/relevance.ts';
import type { Screen } from '#domain/interview/screens.ts';
import { takesAnswer } from '#domain/questionnaire/model.ts';

const ORDER: readonly AnswerState[] = ['wrong', 'open', 'skipped', 'answered'];

/** How a screen stands: as the item of it that needs most care. A screen of notes alone counts as answered. */
export function findScreenState(interview: Interview, screen: Screen, relevance: Relevance): AnswerState {
  const states = screen.items.filter(takesAnswer).map((item) => findAnswerState(interview, item, relevance));
  return ORDER.find((state) => states.includes(state)) ?? 'answered';
}
