import type { Instant } from '#domain/canonical/dates.ts';
import { answerOfRole, type RolesOf } from '#domain/questionnaire/find-by-role.ts';
import { isCounting } from '#domain/records/dispositions.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import { isVisibleWithAccount } from './record-consent.ts';
import type { Recorded } from './recorded.ts';

/** The issues that a company named in a survey, and when it answered. */
export interface HeardIssues {
  codes: string[];
  at: Instant;
}

/**
 * Issues from a company's latest submitted response that names any and may be seen with its
 * record; `none` is not one. A further response of a survey for which another one counts is
 * left out, whatever the office has yet to decide about the two.
 *
 * @param responses of one company
 */
export function findHeardIssues(
  responses: readonly Recorded<SurveyResponse>[],
  rolesOf: RolesOf,
): HeardIssues | undefined {
  const named = listHeard(responses, rolesOf).flatMap(({ id, fields }) => {
    const codes = readIssues(fields, rolesOf);
    const at = fields.submittedAt;
    return at && codes.length > 0 ? [{ order: `${at}/${id}`, codes, at }] : [];
  });
  if (named.length === 0) return undefined;
  const { codes, at } = named.reduce((latest, one) => (one.order > latest.order ? one : latest));
  return { codes, at };
}

/**
 * The response of a company that is heard: its latest submitted one that may be seen with its record
 * and counts.
 */
export function findHeardResponse(
  responses: readonly Recorded<SurveyResponse>[],
  rolesOf: RolesOf,
): Recorded<SurveyResponse> | undefined {
  const order = ({ id, fields }: Recorded<SurveyResponse>): string => `${fields.submittedAt}/${id}`;
  return listHeard(responses, rolesOf).reduce<Recorded<SurveyResponse> | undefined>(
    (latest, one) => (latest && order(latest) > order(one) ? latest : one),
    undefined,
  );
}

function listHeard(
  responses: readonly Recorded<SurveyResponse>[],
  rolesOf: RolesOf,
): Recorded<SurveyResponse>[] {
  const visible = responses.filter(
    ({ fields }) => fields.submittedAt !== undefined && isVisibleWithAccount(fields, rolesOf(fields)),
  );
  const counted = new Set(
    visible.filter(({ fields }) => isCounting(fields.disposition)).map(({ fields }) => fields.surveyId),
  );
  return visible.filter(({ fields }) => fields.disposition !== 'duplicate' || !counted.has(fields.surveyId));
}

/** The issues that a response names; `none` is not one. */
export function readIssues(response: Partial<SurveyResponse>, rolesOf: RolesOf): string[] {
  const issues = answerOfRole(response.answers, rolesOf(response), 'issues');
  return Array.isArray(issues)
    ? issues.filter((code): code is string => typeof code === 'string' && code !== 'none')
    : [];
}
