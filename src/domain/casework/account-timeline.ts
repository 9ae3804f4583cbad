import { tokyoInstant, type Instant } from '#domain/canonical/dates.ts';
import type { Lead } from '#domain/records/lead.ts';
import type { NextStep } from '#domain/records/next-step.ts';
import type { Referral } from '#domain/records/referral.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import type { Visit } from '#domain/records/visit.ts';
import type { RolesOf } from '#domain/questionnaire/find-by-role.ts';
import { isVisibleWithAccount } from './record-consent.ts';
import { madeAtOf, type Recorded } from './recorded.ts';
import { listReferralSteps, type ReferralStep } from './referral-steps.ts';

/** One thing that happened, or is going to happen, with a company. */
export type TimelineEntry =
  | { kind: 'visit'; id: string; at: Instant; fields: Partial<Visit> }
  | { kind: 'response'; id: string; at: Instant; fields: Partial<SurveyResponse> }
  | { kind: 'lead'; id: string; at: Instant; fields: Partial<Lead> }
  | { kind: 'nextStep'; id: string; at: Instant; fields: Partial<NextStep> }
  | { kind: 'referral'; id: string; at: Instant; fields: Partial<Referral>; step: ReferralStep };

/** What stands on an account's page in the order of time. */
export interface AccountHistory {
  visits: readonly Recorded<Visit>[];
  responses: readonly Recorded<SurveyResponse>[];
  leads: readonly Recorded<Lead>[];
  nextSteps: readonly Recorded<NextStep>[];
  referrals: readonly Recorded<Referral>[];
  rolesOf: RolesOf;
}

/**
 * A company's history, newest first. Open next steps are not part of it (they stand in
 * a list of their own), and answers that came by link or on paper only where the
 * respondent agreed that they be seen with the company's record (role `consent.record`).
 */
export function computeTimeline({
  visits,
  responses,
  leads,
  nextSteps,
  referrals,
  rolesOf,
}: AccountHistory): TimelineEntry[] {
  const entries: TimelineEntry[] = [
    ...visits.map(({ id, fields }) => ({ kind: 'visit' as const, id, at: visitTime(id, fields), fields })),
    ...responses
      .filter(({ fields }) => isVisibleWithAccount(fields, rolesOf(fields)))
      .map(({ id, fields }) => ({
        kind: 'response' as const,
        id,
        at: fields.submittedAt ?? fields.startedAt ?? madeAtOf(id),
        fields,
      })),
    ...leads.map(({ id, fields }) => ({ kind: 'lead' as const, id, at: madeAtOf(id), fields })),
    ...nextSteps
      .filter(({ fields }) => fields.status !== 'open')
      .map(({ id, fields }) => ({
        kind: 'nextStep' as const,
        id,
        at: fields.doneAt ?? madeAtOf(id),
        fields,
      })),
    ...referrals.flatMap(listEntries),
  ];
  return entries.sort((left, right) => (left.at < right.at ? 1 : left.at > right.at ? -1 : 0));
}

/** Each step of a referral as an entry, the latest first; what came too late to count stands with the referral alone. */
function listEntries({ id, fields }: Recorded<Referral>): TimelineEntry[] {
  return listReferralSteps(fields)
    .filter((step) => step.what !== 'answered' || !step.answer.isLate)
    .map((step) => ({ kind: 'referral' as const, id, at: step.at, fields, step }))
    .reverse();
}

function visitTime(id: string, { startedAt, plannedDate, plannedTime }: Partial<Visit>): Instant {
  if (startedAt !== undefined) return startedAt;
  return plannedDate === undefined ? madeAtOf(id) : tokyoInstant(plannedDate, plannedTime);
}
