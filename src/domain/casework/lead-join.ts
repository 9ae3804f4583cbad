import type { Instant } from '#domain/canonical/dates.ts';
import type { Lead } from '#domain/records/lead.ts';
import { moveLead, type LeadStatusEdit } from './lead-transitions.ts';
import type { Recorded } from './recorded.ts';

/** What joining a lead with an earlier one of the same company writes. */
export interface LeadJoin {
  /** Of the earlier one: what the company wishes now is added. */
  earlier: { about?: string; issues?: string[]; urgency?: 'now'; accountId?: string };
  /** Of the one that is joined: closed, with a pointer to where it goes on. */
  joined: LeadStatusEdit & { joinedTo: string; possibleDuplicateOf: null };
}

/** Joins a lead with an earlier one, which goes on for both. @throws RangeError when the lead is over already. */
export function planLeadJoin(
  lead: Partial<Lead>,
  earlier: Recorded<Lead>,
  { at, reason }: { at: Instant; reason: string },
): LeadJoin {
  const { about = '', issues = [] } = earlier.fields;
  const added = lead.about?.trim() ?? '';
  const allIssues = [...new Set([...issues, ...(lead.issues ?? [])])];
  return {
    earlier: {
      ...(added !== '' && !about.includes(added) && { about: [about, added].filter(Boolean).join('\n\n') }),
      ...(allIssues.length > issues.length && { issues: allIssues }),
      ...(lead.urgency === 'now' && earlier.fields.urgency !== 'now' && { urgency: 'now' as const }),
      ...(lead.accountId && !earlier.fields.accountId && { accountId: lead.accountId }),
    },
    joined: { ...moveLead(lead, 'closed', at, reason), joinedTo: earlier.id, possibleDuplicateOf: null },
  };
}
