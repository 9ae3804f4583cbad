import { daysBetween, tokyoDate, type Instant } from '#domain/canonical/dates.ts';
import { findLeadDue } from '#domain/casework/lead-due.ts';
import { madeAtOf, type Recorded } from '#domain/casework/recorded.ts';
import { reminderOf, type Reminder } from '#domain/casework/referral-reminders.ts';
import { holderOf, stateOf } from '#domain/casework/referral-states.ts';
import type { Lead } from '#domain/records/lead.ts';
import type { Referral } from '#domain/records/referral.ts';

/** A lead or a referral that should have gone on by now, for a meeting to speak of. */
export interface OverdueCase {
  id: string;
  kind: 'lead' | 'referral';
  accountId: string | undefined;
  /** Whose it is. */
  owner: string | undefined;
  /** Days past the day it was due, or since anything was heard of it. */
  days: number;
  /** What a referral lacks; `waiting`: it could not be handed over. */
  lacks: 'due' | Reminder | 'waiting';
}

/**
 * Leads past the day their company was to hear something, and referrals that wait for an answer, a report or a consent:
 * who has waited longest first.
 *
 * @param leadDays the centre's working days until a lead is due
 */
export function listOverdueCases(
  leads: readonly Recorded<Lead>[],
  referrals: readonly Recorded<Referral>[],
  { now, leadDays }: { now: Instant; leadDays: number | undefined },
): OverdueCase[] {
  const today = tokyoDate(now);
  const since = (at: Instant): number => daysBetween(tokyoDate(at), today);
  const late = leads.flatMap((lead): OverdueCase[] => {
    const due = findLeadDue(lead, leadDays);
    if (due === undefined || due.date >= today) return [];
    const { accountId, assignedTo: owner } = lead.fields;
    return [
      { id: lead.id, kind: 'lead', accountId, owner, days: daysBetween(due.date, today), lacks: 'due' },
    ];
  });
  const silent = referrals.flatMap(({ id, fields }): OverdueCase[] => {
    const lacks = stateOf(fields) === 'waiting' ? 'waiting' : reminderOf(fields, now);
    if (lacks === undefined) return [];
    const { accountId, releasedAt, statusAt } = fields;
    const days = since(statusAt ?? releasedAt ?? madeAtOf(id));
    return [{ id, kind: 'referral', accountId, owner: holderOf(fields), days, lacks }];
  });
  return [...late, ...silent].sort((one, other) => other.days - one.days || (one.id < other.id ? -1 : 1));
}
