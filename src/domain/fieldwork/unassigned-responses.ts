import { holdsAnswers } from '#domain/records/dispositions.ts';
import type { Account } from '#domain/records/account.ts';
import type { Lead } from '#domain/records/lead.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import { madeAtOf, type Recorded } from '#domain/casework/recorded.ts';
import { isNameless } from '#domain/casework/survey-lead.ts';
import { answerOfRole, type ItemRoles } from '#domain/questionnaire/find-by-role.ts';

/** What may say which company a response came from, beside the response itself. */
export interface NameSources {
  /** The lead that the response asked for. */
  lead?: Partial<Lead> | undefined;
  /** The company that somebody has given that lead. */
  leadAccount?: Partial<Account> | undefined;
}

/**
 * Whether it is for the office to say which company a response came from: it holds answers
 * that were sent, and neither a visit nor an invitation says it already.
 */
export function isAssignable({
  submittedAt,
  disposition,
  visitId,
  invitationId,
}: Partial<SurveyResponse>): boolean {
  return (
    submittedAt !== undefined &&
    holdsAnswers(disposition) &&
    visitId === undefined &&
    invitationId === undefined
  );
}

/** A survey's responses that nobody has given a company yet, the newest first. */
export function listUnassigned<Response extends Recorded<SurveyResponse>>(
  responses: readonly Response[],
  surveyId: string,
): Response[] {
  return responses
    .filter(
      ({ fields }) => fields.surveyId === surveyId && fields.accountId === undefined && isAssignable(fields),
    )
    .sort((one, other) => (cameAt(one) < cameAt(other) ? 1 : -1));
}

/** What the company calls itself in the response, else what its lead is called by now; `undefined` when neither has a name. */
export function findStatedName(
  { answers }: Partial<SurveyResponse>,
  roles: ItemRoles,
  { lead, leadAccount }: NameSources,
): string | undefined {
  const answered = answerOfRole(answers, roles, 'contact.company');
  const leadName = isNameless(lead?.companyName ?? '') ? undefined : lead?.companyName;
  return [typeof answered === 'string' ? answered : undefined, leadAccount?.name, leadName]
    .map((name) => name?.trim())
    .find(Boolean);
}

/** In one order also for what came at the same moment. */
function cameAt({ id, fields }: Recorded<SurveyResponse>): string {
  return `${fields.submittedAt ?? madeAtOf(id)} ${id}`;
}
