import { COMPANY_ATTRIBUTES, roleOfAttribute } from '#domain/casework/company-attributes.ts';
import { isCounting } from '#domain/records/dispositions.ts';
import type { Account } from '#domain/records/account.ts';
import type { Lead } from '#domain/records/lead.ts';
import { COMPANY_CORRECTION, type Correction, type SurveyResponse } from '#domain/records/response.ts';
import { answerOfRole, type ItemRoles } from '#domain/questionnaire/find-by-role.ts';
import type { Recorded } from '#domain/casework/recorded.ts';
import type { ChangeFields } from '#domain/sync/change.ts';
import { isWithoutConsent } from './consent.ts';
import type { Settler } from './settlement.ts';

/*
 * A response that came without its company is given one by the office, another one, or none
 * again. The device writes whose it is; which of a company's responses counts the server
 * judges when it arrives. What that will come to is said here beforehand.
 */

/** What giving a response to a company comes to. */
export interface AssignmentOutcome {
  /** `counts`: for that company; `duplicate`: beside its response that counts; `unassigned`: for none. */
  response: 'counts' | 'duplicate' | 'unassigned';
  /** Whether another response of the company that it leaves counts in its place. */
  hasSuccessor: boolean;
}

/** Whether a reason belongs to it: only whoever takes back what was said before is asked for one. */
export function needsAssignmentReason({ accountId }: Partial<SurveyResponse>): boolean {
  return accountId !== undefined;
}

/**
 * What giving a response to a company will come to, by the responses on this device.
 *
 * @param accountId `undefined` for none
 * @param others responses of the two companies; those of other surveys and the response itself do not matter
 */
export function findAssignmentOutcome(
  { id, fields: { surveyId, accountId: before, disposition } }: Recorded<SurveyResponse>,
  accountId: string | undefined,
  others: readonly Recorded<SurveyResponse>[],
): AssignmentOutcome {
  const ofUnit = (unit: string | undefined): Partial<SurveyResponse>[] =>
    unit === undefined
      ? []
      : others
          .filter((other) => other.id !== id && isOfUnit(other.fields, surveyId, unit))
          .map(({ fields }) => fields);
  const left = before === accountId || !isCounting(disposition) ? [] : ofUnit(before);
  return {
    response:
      accountId === undefined
        ? 'unassigned'
        : ofUnit(accountId).some(({ disposition: own }) => isCounting(own))
          ? 'duplicate'
          : 'counts',
    hasSuccessor:
      !left.some(({ disposition: own }) => isCounting(own)) &&
      left.some((one) => one.disposition === 'duplicate' && one.settledAt === undefined),
  };
}

/** What gives a response to a company, or with `undefined` to none; whose it was before stays as a correction. */
export function planAssignment(
  { accountId: before }: Partial<SurveyResponse>,
  accountId: string | undefined,
  { by, at, reason, newId }: Settler,
): ChangeFields {
  if (before === accountId) return {};
  const correction: Correction = {
    code: COMPANY_CORRECTION,
    oldValue: before ?? null,
    by,
    at,
    reason: reason.trim(),
  };
  return { accountId: accountId ?? null, [`corrections/${newId()}`]: { ...correction } };
}

/**
 * What a response's lead follows with when the response is given to a company: the two came
 * from one hand, so they belong to one company. A lead that somebody has given another one stays.
 *
 * @param before the response's company until now
 */
export function planLeadAssignment(
  lead: Partial<Lead>,
  before: string | undefined,
  accountId: string | undefined,
): ChangeFields {
  const stays = lead.accountId === accountId || (lead.accountId !== undefined && lead.accountId !== before);
  return stays ? {} : { accountId: accountId ?? null };
}

/** The record of a company that is not known yet: its name, and of its answers what it agreed to have seen with it. */
export function composeAccount(name: string, response: Partial<SurveyResponse>, roles: ItemRoles): Account {
  if (isWithoutConsent(response, roles)) return { name: name.trim() };
  const told = COMPANY_ATTRIBUTES.flatMap((attribute) => {
    const answer = answerOfRole(response.answers, roles, roleOfAttribute(attribute));
    return typeof answer === 'string' ? [[attribute, answer] as const] : [];
  });
  return { name: name.trim(), ...Object.fromEntries(told) };
}

function isOfUnit(
  { surveyId, accountId, submittedAt }: Partial<SurveyResponse>,
  survey: string | undefined,
  account: string,
): boolean {
  return surveyId === survey && accountId === account && submittedAt !== undefined;
}
