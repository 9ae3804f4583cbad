import { tokyoDate, type Instant, type PlainDate } from '#domain/canonical/dates.ts';
import { startInterview, type Interview } from '#domain/interview/interview.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { SurveyResponse } from '#domain/records/response.ts';

/**
 * A response taken up where it stands: its answers, the order of options that it was begun
 * with, and the day on which it was begun for what is calculated from it. Responses of
 * before seeds were stored are ordered by their id.
 *
 * @param questionnaire the revision that the response names
 */
export function interviewOf(
  questionnaire: Questionnaire,
  responseId: string,
  response: Partial<SurveyResponse>,
): Interview {
  const { answers, seed, startedAt } = response;
  return startInterview(questionnaire, answers, seed ?? responseId, findBeginDay(startedAt));
}

/** The day in Japan on which a response was begun; empty where its time is unknown or no time at all. */
export function findBeginDay(startedAt: Instant | undefined): PlainDate | '' {
  return startedAt === undefined || Number.isNaN(Date.parse(startedAt)) ? '' : tokyoDate(startedAt);
}
