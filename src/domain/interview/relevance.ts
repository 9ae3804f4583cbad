import {
  evaluateExpression,
  isTrue,
  type ExpressionScope,
} from '#domain/questionnaire/expression-evaluation.ts';
import { toText, type ExpressionValue } from '#domain/questionnaire/expression-values.ts';
import { isMissing, otherTextCode, type Answer, type Item } from '#domain/questionnaire/model.ts';
import { readCodes } from '#domain/questionnaire/stored-value.ts';
import { readAnswer } from './answer-reading.ts';
import { hasChoices, listAvailableOptions, listRows } from './choices.ts';
import { getPlannedItem, type Interview } from './interview.ts';

/** The codes of the items that are asked, notes and calculations included. */
export type Relevance = ReadonlySet<string>;

/** How an interview stands: what is asked, and what follows from the answers. */
interface Standing {
  relevance: Relevance;
  /** The values of the calculations that are asked, by item code. */
  calculated: ReadonlyMap<string, ExpressionValue>;
}

/** Interviews never change, so that each is worked out once however often it is asked about. */
const standings = new WeakMap<Interview, Standing>();

/**
 * Which items are asked. As in XLSForm, the answer to an item that is not asked counts
 * as empty in the conditions of others, although it is kept.
 */
export function computeRelevance(interview: Interview): Relevance {
  return getStanding(interview).relevance;
}

/**
 * What an item's stored answer says, limited to the options and rows that the item
 * offers now; `undefined` if it says nothing. Whether the item is asked is another matter.
 * What a calculation comes to is never stored before the submission, but found here.
 */
export function findAnswer(interview: Interview, item: Item): Answer | undefined {
  if (item.kind === 'calculate') return toAnswer(getStanding(interview).calculated.get(item.code));
  return readAnswer(item, interview.answers[item.code], {
    options: listAvailableOptions(interview, item).map(({ code }) => code),
    rows: listRows(interview, item).map(({ code }) => code),
  });
}

/** The text of an item's "other" option, if the option is chosen and has one. */
export function findOtherText(interview: Interview, item: Item): string | undefined {
  const text = interview.answers[otherTextCode(item.code)];
  if (typeof text !== 'string' || text.trim() === '') return undefined;
  const answer = findAnswer(interview, item);
  const codes = Array.isArray(answer) ? answer : [answer];
  const isChosen = listAvailableOptions(interview, item).some(
    ({ code, opensText }) => opensText && codes.includes(code),
  );
  return isChosen ? text : undefined;
}

/** What constraints see; `current` is the value of `.`. */
export function scopeOf(
  interview: Interview,
  relevance: Relevance,
  current: ExpressionValue,
): ExpressionScope {
  return scopeOver(interview, { relevance, calculated: getStanding(interview).calculated }, current);
}

/** An answer as rules see it: missing ones are empty, whatever the reason. */
export function toExpressionValue(answer: Answer | undefined): ExpressionValue {
  if (isMissing(answer)) return '';
  if (Array.isArray(answer)) return readCodes(answer);
  // A grid has no value of its own; its rows are named `${grid.row}`.
  return typeof answer === 'object' ? '' : answer;
}

function getStanding(interview: Interview): Standing {
  const known = standings.get(interview);
  if (known) return known;
  const standing = computeStanding(interview);
  standings.set(interview, standing);
  return standing;
}

function computeStanding(interview: Interview): Standing {
  const relevance = new Set<string>();
  const calculated = new Map<string, ExpressionValue>();
  const scope = scopeOver(interview, { relevance, calculated });
  for (const code of interview.plan.order) {
    const { item, conditions, calculation } = getPlannedItem(interview, code);
    const hasSources = [item.optionsFrom, item.rowsFrom].every((source) => !source || relevance.has(source));
    if (
      !hasSources ||
      !hasChoices(interview, item) ||
      !conditions.every((condition) => isTrue(condition, scope))
    )
      continue;
    relevance.add(code);
    if (calculation) calculated.set(code, evaluateExpression(calculation, scope));
  }
  return { relevance, calculated };
}

function scopeOver(interview: Interview, standing: Standing, current: ExpressionValue = ''): ExpressionScope {
  return { current, today: interview.today, valueOf: (name) => valueOf(interview, standing, name) };
}

function valueOf(interview: Interview, { relevance, calculated }: Standing, name: string): ExpressionValue {
  const reference = interview.plan.names.get(name);
  if (!reference || !relevance.has(reference.item.code)) return '';
  const { item, row, isOtherText } = reference;
  if (item.kind === 'calculate') return calculated.get(item.code) ?? '';
  // Not the text alone: what is not submitted must not decide about what is.
  if (isOtherText) return findOtherText(interview, item) ?? '';
  const answer = findAnswer(interview, item);
  if (row === undefined) return toExpressionValue(answer);
  if (isMissing(answer) || typeof answer !== 'object' || Array.isArray(answer)) return '';
  return toExpressionValue(answer[row] ?? undefined);
}

/** What a calculation comes to, as it is submitted; nothing where it has no value. */
function toAnswer(value: ExpressionValue | undefined): Answer | undefined {
  if (value === undefined) return undefined;
  // Adding 0 makes −0, which JSON does not know, 0.
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : undefined;
  return toText(value).trim() === '' ? undefined : toText(value);
}
