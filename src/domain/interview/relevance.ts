import { isTrue, type ExpressionScope } from '../questionnaire/expression-evaluation.ts';
import type { ExpressionValue } from '../questionnaire/expression-functions.ts';
import { isMissing, otherTextCode, type Answer, type Item } from '../questionnaire/model.ts';
import { readAnswer } from './answer-reading.ts';
import { hasChoices, listAvailableOptions, listRows } from './choices.ts';
import { getPlannedItem, type Interview } from './interview.ts';

/** The codes of the items that are asked, notes included. */
export type Relevance = ReadonlySet<string>;

/**
 * Which items are asked. As in XLSForm, the answer to an item that is not asked counts
 * as empty in the conditions of others, although it is kept.
 */
export function computeRelevance(interview: Interview): Relevance {
  const relevant = new Set<string>();
  for (const code of interview.plan.order) {
    const { item, conditions } = getPlannedItem(interview, code);
    const scope = scopeOf(interview, relevant);
    const hasSources = [item.optionsFrom, item.rowsFrom].every((source) => !source || relevant.has(source));
    if (hasSources && hasChoices(interview, item) && conditions.every((condition) => isTrue(condition, scope))) {
      relevant.add(code);
    }
  }
  return relevant;
}

/**
 * What an item's stored answer says, limited to the options and rows that the item
 * offers now; `undefined` if it says nothing. Whether the item is asked is another matter.
 */
export function findAnswer(interview: Interview, item: Item): Answer | undefined {
  return readAnswer(item, interview.answers[item.code], {
    options: listAvailableOptions(interview, item).map(({ code }) => code),
    rows: listRows(interview, item).map(({ code }) => code),
  });
}

/** What conditions and constraints see; `current` is the value of `.`. */
export function scopeOf(interview: Interview, relevant: Relevance, current: ExpressionValue = ''): ExpressionScope {
  return { current, valueOf: (name) => valueOf(interview, relevant, name) };
}

/** An answer as rules see it: missing ones are empty, whatever the reason. */
export function toExpressionValue(answer: Answer | undefined): ExpressionValue {
  if (isMissing(answer)) return '';
  // A grid has no value of its own; its rows are named `${grid.row}`.
  if (typeof answer === 'object' && !Array.isArray(answer)) return '';
  return answer;
}

function valueOf(interview: Interview, relevant: Relevance, name: string): ExpressionValue {
  const reference = interview.plan.names.get(name);
  if (!reference || !relevant.has(reference.item.code)) return '';
  const { item, row, isOtherText } = reference;
  if (isOtherText) {
    const text = interview.answers[otherTextCode(item.code)];
    return typeof text === 'string' ? text : '';
  }
  const answer = findAnswer(interview, item);
  if (row === undefined) return toExpressionValue(answer);
  if (isMissing(answer) || typeof answer !== 'object' || Array.isArray(answer)) return '';
  return answer[row] ?? '';
}
