import type { Json } from '#domain/canonical/json.ts';
import type { LocalisedText } from '#domain/canonical/language.ts';
import { withoutPhoneWords } from '#domain/canonical/telephone.ts';
import { describeAnswerProblem, type AnswerProblem } from '#domain/questionnaire/answer-problem.ts';
import { isTrue } from '#domain/questionnaire/expression-evaluation.ts';
import type { QuestionKind } from '#domain/questionnaire/kinds/question-kind.ts';
import { findKind } from '#domain/questionnaire/kinds/question-kinds.ts';
import { isMissing, type Answer, type Item, type Option } from '#domain/questionnaire/model.ts';
import { listKnownOptions } from '#domain/questionnaire/references.ts';
import { isEmpty, listCodes, readMissing } from '#domain/questionnaire/stored-value.ts';
import { listRows } from './choices.ts';
import { getPlannedItem, type Interview } from './interview.ts';
import { computeRelevance, findAnswer, scopeOf, toExpressionValue, type Relevance } from './relevance.ts';

/**
 * What is wrong with an item's stored answer; nothing for one that says why it is
 * missing, nor of a kind that this version does not know. `required` and `rowsMissing` are
 * for asking again, never for refusing to go on.
 */
export function checkAnswer(
  interview: Interview,
  item: Item,
  relevance: Relevance = computeRelevance(interview),
): AnswerProblem[] {
  const kind = findKind(item);
  const stored = interview.answers[item.code];
  const reason = readMissing(stored)?.missing;
  if (!kind || (reason !== undefined && reason !== 'unanswered')) return [];
  if (reason || isBlank(stored)) return item.required ? [describeAnswerProblem('required')] : [];
  const options = listKnownOptions(interview.questionnaire, item);
  const unknown = listUnknownCodes(options, stored);
  const unknownProblems =
    unknown.length > 0 ? [describeAnswerProblem('unknownOption', unknown.join('・'))] : [];
  const answer = findAnswer(interview, item);
  if (isMissing(answer)) return unknown.length > 0 ? unknownProblems : checkUnreadable(kind, item);
  const open = item.required ? listOpenRows(interview, item) : [];
  const problems = [
    ...unknownProblems,
    ...(open.length > 0 ? [describeAnswerProblem('rowsMissing', joinLabels(open))] : []),
    ...(kind.check?.(answer, item, options) ?? []),
  ];
  return problems.length > 0 ? problems : checkConstraint(interview, item, answer, relevance);
}

/** The rows without an answer where each needs one of its own. */
export function listOpenRows(interview: Interview, item: Item): Option[] {
  const answer = findAnswer(interview, item);
  if (!findKind(item)?.needsEveryRow || isMissing(answer) || typeof answer !== 'object') return [];
  return listRows(interview, item).filter(({ code }) => !Object.hasOwn(answer, code));
}

function isBlank(stored: Json | undefined): boolean {
  return isEmpty(typeof stored === 'string' ? stored.trim() : stored);
}

/** Codes that the item has never had. One that is only hidden now is nobody's mistake. */
function listUnknownCodes(options: readonly Option[], stored: Json | undefined): string[] {
  if (options.length === 0 || stored === undefined) return [];
  return listCodes(stored).filter((code) => !options.some((option) => option.code === code));
}

/** Something is stored, yet it says nothing now. */
function checkUnreadable(
  { unreadable }: QuestionKind,
  { required, optionsFrom, rowsFrom }: Item,
): AnswerProblem[] {
  if (unreadable || (!optionsFrom && !rowsFrom)) return [describeAnswerProblem(unreadable ?? 'wrongForm')];
  // All of it may concern choices that are hidden now.
  return required ? [describeAnswerProblem('required')] : [];
}

function checkConstraint(
  interview: Interview,
  item: Item,
  answer: Answer,
  relevance: Relevance,
): AnswerProblem[] {
  const { constraint } = getPlannedItem(interview, item.code);
  const plain = item.inputMode === 'tel' && typeof answer === 'string' ? withoutPhoneWords(answer) : answer;
  if (!constraint || isTrue(constraint, scopeOf(interview, relevance, toExpressionValue(plain)))) return [];
  const problem = describeAnswerProblem('constraint');
  return [item.constraintMessage ? { ...problem, message: item.constraintMessage } : problem];
}

function joinLabels(options: readonly Option[]): LocalisedText {
  return {
    ja: options.map(({ label }) => label.ja).join('、'),
    en: options.map(({ label }) => label.en).join(', '),
  };
}
