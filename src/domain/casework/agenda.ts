import { tokyoDate, type PlainDate } from '#domain/canonical/dates.ts';
import { isLeadOver } from './lead-transitions.ts';
import type { Lead } from '#domain/records/lead.ts';
import type { NextStep } from '#domain/records/next-step.ts';
import type { Visit } from '#domain/records/visit.ts';
import type { Recorded } from './recorded.ts';

/** Sorts what has no due date behind everything that has one. */
const NO_DUE_DATE = '9999-12-31';

/** Whose day it is. */
export interface AgendaOwner {
  userId: string;
  /** Whether this person hands leads out, and so sees those that nobody has yet. */
  assignsLeads: boolean;
}

/**
 * The visits that belong to a person's day: under way and unfinished ones first, then
 * those planned for today by time, the ones without a time last. A visit that names
 * nobody is everybody's.
 */
export function listVisitsOfDay<V extends Recorded<Visit>>(
  visits: readonly V[],
  { userId }: AgendaOwner,
  today: PlainDate,
): V[] {
  return visits
    .filter((visit) => isOf(visit, userId))
    .filter(
      ({ fields }) =>
        fields.status === 'started' || (fields.status === 'planned' && fields.plannedDate === today),
    )
    .sort(
      byKey(({ fields }) =>
        fields.status === 'started' ? `0${fields.startedAt ?? ''}` : `1${fields.plannedTime ?? '~'}`,
      ),
    );
}

/** The person's planned visits whose day has passed without a start or a cancellation, the oldest first. */
export function listMissedVisits<V extends Recorded<Visit>>(
  visits: readonly V[],
  { userId }: AgendaOwner,
  today: PlainDate,
): V[] {
  return visits
    .filter((visit) => isOf(visit, userId))
    .filter(
      ({ fields: { status, plannedDate } }) =>
        status === 'planned' && plannedDate !== undefined && plannedDate < today,
    )
    .sort(byKey(({ fields }) => `${fields.plannedDate}${fields.plannedTime ?? '~'}`));
}

/** The person's open promises that fall due today or are overdue, the oldest first. */
export function listDueNextSteps<S extends Recorded<NextStep>>(
  steps: readonly S[],
  { userId }: AgendaOwner,
  today: PlainDate,
): S[] {
  return steps
    .filter(
      ({ fields: { status, owner, dueDate } }) =>
        status === 'open' && owner === userId && dueDate !== undefined && dueDate <= today,
    )
    .sort(byKey(({ id, fields }) => `${fields.dueDate}${id}`));
}

/**
 * The open leads that a person has to see to: those that nobody has yet first, then by due
 * date. Theirs are those that they have and those that they took down; who hands leads out
 * also sees every one that nobody has.
 */
export function listLeadsToHandle<L extends Recorded<Lead>>(
  leads: readonly L[],
  { userId, assignsLeads }: AgendaOwner,
): L[] {
  return leads
    .filter(({ fields }) => fields.status !== undefined && !isLeadOver(fields))
    .filter(
      ({ fields: { assignedTo, registeredBy } }) =>
        assignedTo === userId || registeredBy === userId || (assignsLeads && assignedTo === undefined),
    )
    .sort(
      byKey(({ id, fields }) => `${fields.status === 'new' ? 0 : 1}${fields.dueDate ?? NO_DUE_DATE}${id}`),
    );
}

/** The day a started visit began, for saying that it was left open since. */
export function startedOn({ fields }: Recorded<Visit>): PlainDate | undefined {
  return fields.startedAt === undefined ? undefined : tokyoDate(fields.startedAt);
}

/** Whether a visit is a person's: they take part, or nobody is named. */
export function isOf({ fields }: Recorded<Visit>, userId: string): boolean {
  const participants = fields.participants ?? [];
  return participants.length === 0 || participants.includes(userId);
}

function byKey<T>(key: (item: T) => string): (left: T, right: T) => number {
  return (left, right) => {
    const [a, b] = [key(left), key(right)];
    return a < b ? -1 : a > b ? 1 : 0;
  };
}
