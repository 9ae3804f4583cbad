import type { Json } from '#domain/canonical/json.ts';
import { LINE_LENGTH_LIMIT } from '#domain/canonical/text-limits.ts';
import { checkAnswer } from '#domain/interview/answer-check.ts';
import { describeAnswerProblem, DOUBTS, type AnswerProblem } from '#domain/questionnaire/answer-problem.ts';
import { readMissing } from '#domain/questionnaire/stored-value.ts';
import type { Interview } from '#domain/interview/interview.ts';
import { computeRelevance } from '#domain/interview/relevance.ts';
import { otherTextCode, type Item } from '#domain/questionnaire/model.ts';

/** Something about a submission that has to be put right, and under which code of its answers. */
export interface SubmissionFault {
  code: string;
  problem: AnswerProblem;
}

/**
 * What is wrong with answers that someone unknown sends: answers to items that the
 * questionnaire does not have, answers that cannot be read, required ones that are not
 * there, and reasons for having none that were not offered. Nothing is asked of items that
 * are not relevant: their answers are left out anyway.
 */
export function checkSubmission(interview: Interview): SubmissionFault[] {
  const relevance = computeRelevance(interview);
  const { plan, answers } = interview;
  const unknown = Object.keys(answers)
    .filter((code) => !isKnownCode(interview, code))
    .map((code) => ({ code, problem: describeAnswerProblem('wrongForm') }));
  const wrong = [...plan.items.values()]
    .filter(({ item }) => relevance.has(item.code))
    .flatMap(({ item }) => [
      ...checkItem(interview, item, relevance).map((problem) => ({ code: item.code, problem })),
      ...checkOtherText(item, answers[otherTextCode(item.code)]),
    ]);
  return [...unknown, ...wrong];
}

/** Whether all that is wrong is that required answers are not there. */
export function isOnlyIncomplete(faults: readonly SubmissionFault[]): boolean {
  return faults.every(({ problem }) => problem.code === 'required' || problem.code === 'rowsMissing');
}

function isKnownCode({ plan }: Interview, code: string): boolean {
  const reference = plan.names.get(code);
  if (!reference) return plan.items.has(code);
  return (
    code === reference.item.code ||
    (reference.isOtherText === true && code === otherTextCode(reference.item.code))
  );
}

function checkItem(interview: Interview, item: Item, relevance: ReadonlySet<string>): AnswerProblem[] {
  const stored = interview.answers[item.code];
  const reason = readMissing(stored);
  if (!reason) return checkAnswer(interview, item, relevance).filter(({ code }) => !DOUBTS.has(code));
  // Beside the reason there may stand whatever someone wants to have kept.
  if (Object.keys(reason).length > 1) return [describeAnswerProblem('wrongForm')];
  if (reason.missing === 'unanswered') return checkAnswer(interview, item, relevance);
  // The page may have been older than the questionnaire; whoever answered can do nothing about it.
  if (reason.missing === 'notShown') return [];
  if (item.allowedMissing?.includes(reason.missing)) return [];
  return [describeAnswerProblem(item.required ? 'required' : 'wrongForm')];
}

function checkOtherText(item: Item, text: Json | undefined): SubmissionFault[] {
  if (text === undefined || readMissing(text)?.missing === 'unanswered') return [];
  const code = otherTextCode(item.code);
  if (typeof text !== 'string') return [{ code, problem: describeAnswerProblem('wrongForm') }];
  return text.length > LINE_LENGTH_LIMIT
    ? [{ code, problem: describeAnswerProblem('tooLong', LINE_LENGTH_LIMIT) }]
    : [];
}
