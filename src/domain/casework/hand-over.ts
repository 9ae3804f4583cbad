import type { Instant } from '#domain/canonical/dates.ts';
import type { Lead } from '#domain/records/lead.ts';
import type { NextStep } from '#domain/records/next-step.ts';
import type { Referral } from '#domain/records/referral.ts';
import type { Visit } from '#domain/records/visit.ts';
import { assignLead, isLeadOver, type LeadAssignmentEdit } from './lead-transitions.ts';
import type { Recorded } from './recorded.ts';
import { holderOf, isReferralOver, stateOf } from './referral-states.ts';

/** What somebody who leaves still has, and nobody else would see to. */
export type HeldItem =
  | { collection: 'leads'; record: Recorded<Lead> }
  | { collection: 'nextSteps'; record: Recorded<NextStep> }
  | { collection: 'visits'; record: Recorded<Visit> }
  | { collection: 'referrals'; record: Recorded<Referral> };

/** All that people hold; deleted records are left out. */
export interface HeldRecords {
  leads: readonly Recorded<Lead>[];
  nextSteps: readonly Recorded<NextStep>[];
  visits: readonly Recorded<Visit>[];
  referrals: readonly Recorded<Referral>[];
}

/**
 * What is open and a person's: leads, promises, visits that are planned or under way, and referrals that go on: theirs,
 * and those of a lead of theirs that nobody else has.
 */
export function listHeldItems(
  { leads, nextSteps, visits, referrals }: HeldRecords,
  userId: string,
): HeldItem[] {
  const ownLeads = leads.filter(({ fields }) => fields.assignedTo === userId && !isLeadOver(fields));
  const leadIds = new Set(ownLeads.map(({ id }) => id));
  return [
    ...ownLeads.map((record) => ({ collection: 'leads' as const, record })),
    ...nextSteps
      .filter(({ fields }) => fields.owner === userId && (fields.status ?? 'open') === 'open')
      .map((record) => ({ collection: 'nextSteps' as const, record })),
    ...visits
      .filter(({ fields: { status, participants = [] } }) => {
        const isAhead = status === 'planned' || status === 'started';
        return isAhead && participants.includes(userId);
      })
      .map((record) => ({ collection: 'visits' as const, record })),
    ...referrals
      .filter(
        ({ fields }) =>
          !isReferralOver(stateOf(fields)) &&
          (holderOf(fields) === userId ||
            (holderOf(fields) === undefined && leadIds.has(fields.leadId ?? ''))),
      )
      .map((record) => ({ collection: 'referrals' as const, record })),
  ];
}

/** What handing an item over writes. */
export type HandOverEdit =
  | { collection: 'leads'; id: string; edit: LeadAssignmentEdit }
  | { collection: 'nextSteps'; id: string; edit: { owner: string } }
  | { collection: 'visits'; id: string; edit: { participants: string[] } }
  | { collection: 'referrals'; id: string; edit: { owner: string } };

/**
 * Hands an item over to a colleague. What a referral says of who sent it stays true.
 *
 * @returns nothing where there is nothing to write.
 */
export function planHandOver(
  item: HeldItem,
  from: string,
  to: string,
  at: Instant,
): HandOverEdit | undefined {
  const { id } = item.record;
  if (from === to) return undefined;
  switch (item.collection) {
    case 'leads':
      return { collection: 'leads', id, edit: assignLead(item.record.fields, to, at) };
    case 'nextSteps':
      return { collection: 'nextSteps', id, edit: { owner: to } };
    case 'visits': {
      const others = (item.record.fields.participants ?? []).filter((each) => each !== from && each !== to);
      return { collection: 'visits', id, edit: { participants: [to, ...others] } };
    }
    case 'referrals':
      return { collection: 'referrals', id, edit: { owner: to } };
  }
}
