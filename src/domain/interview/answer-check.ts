import { isPlainDate } from '#domain/canonical/dates.ts';
import type { Json } from '#domain/canonical/json.ts';
import type { LocalisedText } from '#domain/canonical/language.ts';
import { isTrue } from '#domain/questionnaire/expression-evaluation.ts';
import { isMissing, takesAnswer, type Answer, type Item, type Option } from '#domain/questionnaire/model.ts';
import { listKnownOptions } from '#domain/questionnaire/references.ts';
import { describeAnswerProblem, type AnswerProblem } from './answer-problem.ts';
import { readCodes, readMissing } from './answer-reading.ts';
import { listRows } from './choices.ts';
import { getPlannedItem, type Interview } from './interview.ts';
import { computeRelevance, findAnswer, scopeOf, toExpressionValue, type Relevance } from './relevance.ts';

/**
 * What is wrong with an item's stored answer; nothing for one that says why it is
 * missing. `required` and `rowsMissing` are for asking again, never for refusing to go on.
 */
export function checkAnswer(
  interview: Interview,
  item: Item,
  relevance: Relevance = computeRelevance(interview),
): AnswerProblem[] {
  const stored = interview.answers[item.code];
  const reason = readMissing(stored)?.missing;
  if (!takesAnswer(item) || (reason !== undefined && reason !== 'unanswered')) return [];
  if (reason || isBlank(stored)) return item.required ? [describeAnswerProblem('required')] : [];
  const unknown = listUnknownCodes(interview, item, stored);
  const unknownProblems =
    unknown.length > 0 ? [describeAnswerProblem('unknownOption', unknown.join('・'))] : [];
  const answer = findAnswer(interview, item);
  if (isMissing(answer)) return unknown.length > 0 ? unknownProblems : checkUnreadable(item);
  const problems = [
    ...unknownProblems,
    ...checkForm(interview, item, answer),
    ...checkChoices(interview, item, answer),
  ];
  return problems.length > 0 ? problems : checkConstraint(interview, item, answer, relevance);
}

/** The rows of a grid without an answer; a `gridMultiple` may leave rows empty once one is filled. */
export function listOpenRows(interview: Interview, item: Item): Option[] {
  const answer = findAnswer(interview, item);
  if (item.kind !== 'grid' || isMissing(answer) || typeof answer !== 'object') return [];
  return listRows(interview, item).filter(({ code }) => !Object.hasOwn(answer, code));
}

function isBlank(stored: Json | undefined): boolean {
  if (stored === undefined || stored === null) return true;
  return typeof stored === 'string'
    ? stored.trim() === ''
    : typeof stored === 'object' && !Object.keys(stored).length;
}

/** Codes that the item has never had. One that is only hidden now is nobody's mistake. */
function listUnknownCodes({ questionnaire }: Interview, item: Item, stored: Json | undefined): string[] {
  const options = listKnownOptions(questionnaire, item);
  if (options.length === 0 || stored === undefined) return [];
  return listCodes(stored).filter((code) => !options.some((option) => option.code === code));
}

function listCodes(stored: Json): string[] {
  if (typeof stored === 'string') return [stored];
  if (Array.isArray(stored)) return readCodes(stored);
  return typeof stored === 'object' && stored !== null ? Object.values(stored).flatMap(listCodes) : [];
}

/** Something is stored, yet it says nothing now. */
function checkUnreadable({ kind, required, optionsFrom, rowsFrom }: Item): AnswerProblem[] {
  if (kind === 'number') return [describeAnswerProblem('notANumber')];
  if (!optionsFrom && !rowsFrom) return [describeAnswerProblem('wrongForm')];
  // All of it may concern choices that are hidden now.
  return required ? [describeAnswerProblem('required')] : [];
}

function checkForm(interview: Interview, item: Item, answer: Answer): AnswerProblem[] {
  if (typeof answer === 'number') return checkNumber(item, answer);
  if (item.kind === 'date') return isPlainDate(String(answer)) ? [] : [describeAnswerProblem('notADate')];
  if (typeof answer === 'string') {
    const isTooLong = item.maxLength !== undefined && answer.length > item.maxLength;
    return isTooLong ? [describeAnswerProblem('tooLong', item.maxLength)] : [];
  }
  const open = item.required ? listOpenRows(interview, item) : [];
  return open.length > 0 ? [describeAnswerProblem('rowsMissing', joinLabels(open))] : [];
}

function checkNumber({ min, max, decimals = 0 }: Item, value: number): AnswerProblem[] {
  if (min !== undefined && value < min) return [describeAnswerProblem('belowMinimum', min)];
  if (max !== undefined && value > max) return [describeAnswerProblem('aboveMaximum', max)];
  if (Number(value.toFixed(Math.min(decimals, 100))) === value) return [];
  return [
    decimals === 0 ? describeAnswerProblem('notWhole') : describeAnswerProblem('tooManyDecimals', decimals),
  ];
}

function checkChoices(interview: Interview, item: Item, answer: Answer): AnswerProblem[] {
  if (typeof answer !== 'object' || isMissing(answer)) return [];
  if (Array.isArray(answer)) return checkCodes(interview, item, answer);
  return Object.entries(answer).flatMap(([row, cell]) =>
    Array.isArray(cell) ? checkCodes(interview, item, cell).map((problem) => ({ ...problem, row })) : [],
  );
}

function checkCodes({ questionnaire }: Interview, item: Item, codes: readonly string[]): AnswerProblem[] {
  const exclusive = listKnownOptions(questionnaire, item).find(
    (one) => one.exclusive && codes.includes(one.code),
  );
  if (exclusive && codes.length > 1) return [describeAnswerProblem('exclusive', exclusive.label)];
  const isTooMany = item.maxSelections !== undefined && codes.length > item.maxSelections;
  return isTooMany ? [describeAnswerProblem('tooMany', item.maxSelections)] : [];
}

function checkConstraint(
  interview: Interview,
  item: Item,
  answer: Answer,
  relevance: Relevance,
): AnswerProblem[] {
  const { constraint } = getPlannedItem(interview, item.code);
  if (!constraint || isTrue(constraint, scopeOf(interview, relevance, toExpressionValue(answer)))) return [];
  const problem = describeAnswerProblem('constraint');
  return [item.constraintMessage ? { ...problem, message: item.constraintMessage } : problem];
}

function joinLabels(options: readonly Option[]): LocalisedText {
  return {
    ja: options.map(({ label }) => label.ja).join('、'),
    en: options.map(({ label }) => label.en).join(', '),
  };
}
