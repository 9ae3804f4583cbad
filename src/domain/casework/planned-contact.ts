import type { PlainDate } from '#domain/canonical/dates.ts';
import type { Lead } from '#domain/records/lead.ts';
import { findLeadDue } from './lead-due.ts';
import { isLeadOver } from './lead-transitions.ts';
import type { Recorded } from './recorded.ts';

/** A contact that a company can expect, or that has begun. */
export interface OpenContact {
  state: 'open' | 'begun';
  due: PlainDate | undefined;
  /** The centre's working days, where the due day follows from them. */
  days: number | undefined;
  isLate: boolean;
}

/** What a company that asked for contact may be told of it. */
export type PlannedContact = { state: 'stopped' } | { state: 'over' } | OpenContact;

/**
 * How the contact stands that a company asked for: stopped without its consent, whatever else is said of the lead.
 *
 * @param leadDays the centre's working days until a lead is due
 */
export function planContact(
  lead: Recorded<Lead>,
  { leadDays, today }: { leadDays: number | undefined; today: PlainDate },
): PlannedContact {
  const { consentGiven, status } = lead.fields;
  if (consentGiven !== true) return { state: 'stopped' };
  if (isLeadOver(lead.fields)) return { state: 'over' };
  const due = findLeadDue(lead, leadDays);
  return {
    state: status === 'inProgress' ? 'begun' : 'open',
    due: due?.date,
    days: due?.isAutomatic ? leadDays : undefined,
    isLate: due !== undefined && due.date < today,
  };
}
