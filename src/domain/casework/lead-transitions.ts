import type { Instant } from '#domain/canonical/dates.ts';
import type { Lead, LeadStatus } from '#domain/records/lead.ts';

/**
 * Where a lead may go by a person's decision. `assigned` is reached by assigning it,
 * see `assignLead`; what ended may be taken up again.
 */
const MOVES: Record<LeadStatus, readonly LeadStatus[]> = {
  new: ['closed'],
  assigned: ['inProgress', 'closed'],
  inProgress: ['won', 'closed'],
  won: ['inProgress', 'new'],
  closed: ['inProgress', 'new'],
};

/** What a change of a lead's state writes; the whole merge unit, so that nothing of the old state lingers. */
export type LeadStatusEdit = { status: LeadStatus; statusAt: Instant; statusReason: string | null };

/** What an assignment writes. */
export type LeadAssignmentEdit = Partial<LeadStatusEdit> & {
  assignedTo: string | null;
  assignedAt: Instant | null;
};

/** Whether a lead is over and done with. */
export function isLeadOver({ status }: Partial<Lead>): boolean {
  return status === 'won' || status === 'closed';
}

/**
 * The states a lead can be moved to now. Nobody works on a lead that nobody has: what is
 * taken up again goes on with its person, or is new again without one.
 */
export function listLeadMoves({ status = 'new', assignedTo }: Partial<Lead>): LeadStatus[] {
  const isHad = assignedTo !== undefined;
  return MOVES[status].filter((to) => (to === 'inProgress' ? isHad : to !== 'new' || !isHad));
}

/** Closing asks why, so that the next caller knows. */
export function needsReason(to: LeadStatus): boolean {
  return to === 'closed';
}

/** Moves a lead to another state. @throws RangeError when it cannot go there or a reason is missing. */
export function moveLead(lead: Partial<Lead>, to: LeadStatus, at: Instant, reason = ''): LeadStatusEdit {
  if (!listLeadMoves(lead).includes(to))
    throw new RangeError(`a lead that is ${lead.status} cannot become ${to}`);
  if (needsReason(to) && reason.trim() === '')
    throw new RangeError(`a lead becomes ${to} with a reason only`);
  return { status: to, statusAt: at, statusReason: reason.trim() || null };
}

/**
 * Gives a lead to a person, or with `undefined` back to nobody. A new lead is then
 * `assigned`, one that is taken back is `new` again; a lead in progress goes on with the
 * other person.
 */
export function assignLead(lead: Partial<Lead>, userId: string | undefined, at: Instant): LeadAssignmentEdit {
  const assignment = { assignedTo: userId ?? null, assignedAt: userId === undefined ? null : at };
  const status = lead.status ?? 'new';
  const becomes = userId === undefined ? takenBack(status) : status === 'new' ? 'assigned' : status;
  return becomes === status
    ? assignment
    : { ...assignment, status: becomes, statusAt: at, statusReason: null };
}

function takenBack(status: LeadStatus): LeadStatus {
  return status === 'assigned' || status === 'inProgress' ? 'new' : status;
}
