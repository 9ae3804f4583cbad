import { isCounting, type Disposition } from '#domain/records/dispositions.ts';
import {
  COMPANY_CORRECTION,
  type Correction,
  type SurveyResponse,
  DISPOSITION_CORRECTION,
} from '#domain/records/response.ts';
import { computeDisposition } from '#domain/interview/completeness.ts';
import type { Interview } from '#domain/interview/interview.ts';
import type { ChangeFields } from '#domain/sync/change.ts';
import { correctDisposition, type Settler } from './settlement.ts';

/** Whether a correction concerns an answer, not how a response counts or whose it is. */
export function concernsAnswer({ code }: Correction): boolean {
  return code !== DISPOSITION_CORRECTION && code !== COMPANY_CORRECTION;
}

/**
 * As what a response counts by its answers as they stand after corrections. What the office
 * has set, a duplicate or a refusal, stays; so does that of answers nobody has corrected.
 *
 * @param interview over the answers as they stand
 */
export function findRecount(
  interview: Interview,
  { disposition, corrections = {} }: Partial<SurveyResponse>,
): Disposition | undefined {
  const mayChange = isCounting(disposition) && Object.values(corrections).some(concernsAnswer);
  return mayChange ? computeDisposition(interview) : disposition;
}

/** What makes a response whose answers were corrected count as these say; nothing when it does already. */
export function planRecount(
  interview: Interview,
  response: Partial<SurveyResponse>,
  by: Settler,
): ChangeFields {
  const disposition = findRecount(interview, response);
  return disposition === undefined || disposition === response.disposition
    ? {}
    : correctDisposition(response, disposition, by);
}
