import { canonicalJson, type Json } from '#domain/canonical/json.ts';
import { setAnswer } from '#domain/interview/answering.ts';
import { getPlannedItem, type Interview } from '#domain/interview/interview.ts';
import { computeRelevance } from '#domain/interview/relevance.ts';
import { computeSubmittedAnswers } from '#domain/interview/submission.ts';
import { otherTextCode } from '#domain/questionnaire/model.ts';

/** One answer that a correction changes; `null` stands for none. */
export interface CorrectedAnswer {
  code: string;
  oldValue: Json;
  newValue: Json;
}

/**
 * What changes in a submitted set of answers when one of them is corrected: the answer
 * itself, and those that are asked no longer (`notApplicable`) or only now (`unanswered`).
 * Nothing when the correction says what stands there already.
 *
 * @param interview over the answers as they were submitted
 * @throws RangeError for a code that the questionnaire does not have
 */
export function computeCorrection(
  interview: Interview,
  code: string,
  value: Json | undefined,
  otherText = '',
): CorrectedAnswer[] {
  const answered = setAnswer(interview, code, value);
  const hasOther = interview.plan.names.has(otherTextCode(code));
  const corrected = hasOther ? setAnswer(answered, otherTextCode(code), otherText) : answered;
  const after: Record<string, Json> = { ...computeSubmittedAnswers(corrected) };
  for (const relevant of computeRelevance(corrected)) {
    // Photos that nobody was asked for stay so, whatever else is corrected.
    if (isNotApplicable(after[relevant]) && getPlannedItem(corrected, relevant).item.kind !== 'image')
      after[relevant] = { missing: 'unanswered' };
  }
  const codes = new Set([...Object.keys(interview.answers), ...Object.keys(after)]);
  return [...codes].flatMap((one) => {
    const oldValue = interview.answers[one] ?? null;
    const newValue = after[one] ?? null;
    return canonicalJson(oldValue) === canonicalJson(newValue) ? [] : [{ code: one, oldValue, newValue }];
  });
}

function isNotApplicable(value: Json | undefined): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    value['missing'] === 'notApplicable'
  );
}
