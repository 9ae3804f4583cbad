import type { Instant } from '#domain/canonical/dates.ts';
import type { RolesOf } from '#domain/questionnaire/find-by-role.ts';
import { isCounting } from '#domain/records/dispositions.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import { isVisibleWithAccount } from './record-consent.ts';
import { madeAtOf, type Recorded } from './recorded.ts';

/** What is known of a company's answers before it is asked again. */
export interface EarlierResponses<R extends Recorded<SurveyResponse>> {
  /** Submitted, the one to add to first: of this survey before others, one that counts before a further one, the latest before older ones. */
  submitted: R[];
  /** Interviews that were begun on other visits and not submitted, the latest first. */
  open: R[];
}

/**
 * The responses of a company that a visitor may be told of before asking: those that it lets be seen with its
 * record. Of any other the result is the same as if it did not exist.
 *
 * @param responses of one company
 * @param visitId whose own responses are left out
 * @param surveyId that is to be asked about now, where that is known
 */
export function findEarlierResponses<R extends Recorded<SurveyResponse>>(
  responses: readonly R[],
  { visitId, surveyId }: { visitId: string; surveyId: string | undefined },
  rolesOf: RolesOf,
): EarlierResponses<R> {
  const visible = responses.filter(
    ({ fields }) => fields.visitId !== visitId && isVisibleWithAccount(fields, rolesOf(fields)),
  );
  const rank = ({ fields }: R): number =>
    (fields.surveyId === surveyId ? 0 : 2) + (isCounting(fields.disposition) ? 0 : 1);
  return {
    submitted: visible
      .filter(({ fields }) => fields.submittedAt !== undefined)
      .sort((left, right) => rank(left) - rank(right) || newestFirst(left, right)),
    open: visible
      .filter(({ fields }) => fields.submittedAt === undefined && fields.channel === 'visit')
      .filter(({ fields }) => fields.visitId !== undefined)
      .sort(newestFirst),
  };
}

function newestFirst(left: Recorded<SurveyResponse>, right: Recorded<SurveyResponse>): number {
  const [one, other] = [timeOf(left), timeOf(right)];
  return one < other ? 1 : one > other ? -1 : 0;
}

function timeOf({ id, fields }: Recorded<SurveyResponse>): Instant {
  return fields.submittedAt ?? fields.startedAt ?? madeAtOf(id);
}
