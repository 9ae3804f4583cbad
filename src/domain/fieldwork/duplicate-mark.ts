import { DISPOSITIONS, isCounting, type Disposition } from '#domain/records/dispositions.ts';
import { type SurveyResponse, DISPOSITION_CORRECTION } from '#domain/records/response.ts';
import { interviewOf } from '#domain/casework/response-interview.ts';
import { computeDisposition } from '#domain/interview/completeness.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { ChangeFields } from '#domain/sync/change.ts';
import { concernsAnswer } from './recount.ts';
import { correctDisposition, UNSETTLED, type Settler } from './settlement.ts';

/*
 * Whether a response is the one of its company that counts follows from what else the
 * company has given. It changes when the office gives a response to a company, to another
 * one, or to none again.
 */

/** What marks a response as a further one of its company, for the office to settle; nothing when it stands so already. */
export function planDuplicateMark(response: Partial<SurveyResponse>, marker: Settler): ChangeFields {
  const mark = response.disposition === 'duplicate' ? {} : correctDisposition(response, 'duplicate', marker);
  return { ...mark, ...reopen(response) };
}

/**
 * What makes a duplicate count, since its company has no other response that does: as it did
 * before it was marked, or as its answers say. Nothing for what is no duplicate, or when
 * neither is known.
 *
 * @param questionnaire of the revision that the response answers, if there is one
 */
export function planCounting(
  questionnaire: Questionnaire | undefined,
  response: Partial<SurveyResponse>,
  marker: Settler,
): ChangeFields {
  if (response.disposition !== 'duplicate') return {};
  const before = findDispositionBefore(response);
  const own = before ?? (questionnaire && computeDisposition(interviewOf(questionnaire, '', response)));
  return own === undefined ? {} : { ...correctDisposition(response, own, marker), ...reopen(response) };
}

/**
 * As what a response stood before it was last marked as a duplicate. What arrived as one never
 * stood as anything else, and whatever counts by its answers counts by them as they stand once
 * they are corrected.
 */
function findDispositionBefore({ corrections = {} }: Partial<SurveyResponse>): Disposition | undefined {
  const made = Object.values(corrections);
  const last = made
    .filter(({ code, oldValue }) => code === DISPOSITION_CORRECTION && oldValue !== 'duplicate')
    .sort((one, other) => (one.at < other.at ? 1 : -1))[0];
  if (isCounting(last?.oldValue) && made.some(concernsAnswer)) return undefined;
  return DISPOSITIONS.find((disposition) => disposition === last?.oldValue);
}

/** What was settled beside the responses of one company says nothing beside another's. */
function reopen({ settledAt }: Partial<SurveyResponse>): ChangeFields {
  return settledAt === undefined ? {} : UNSETTLED;
}
