import { addDays, daysBetween, tokyoDate, tokyoTime, type PlainDate } from '#domain/canonical/dates.ts';
import type { Visit } from '#domain/records/visit.ts';
import { isOf } from './agenda.ts';
import type { Recorded } from './recorded.ts';

/*
 * Days and weeks of visits. Apart from the agenda, which every start of the app loads and this does not.
 */

/** A Monday, from which weeks are counted. */
const A_MONDAY: PlainDate = '2024-01-01';

/** The Monday of a day's week. */
export function mondayOf(date: PlainDate): PlainDate {
  const sinceMonday = daysBetween(A_MONDAY, date) % 7;
  return addDays(date, -(sinceMonday < 0 ? sinceMonday + 7 : sinceMonday));
}

/** The day on which a visit was, or is planned to be; `undefined` while it has none. */
export function dayOfVisit({ fields: { startedAt, plannedDate } }: Recorded<Visit>): PlainDate | undefined {
  return startedAt === undefined ? plannedDate : tokyoDate(startedAt);
}

/**
 * Visits of every kind and state in the order of time, those without a time first.
 *
 * @param days all of them, both ends included
 * @param userId whose visits; everybody's where it is absent. A visit that names nobody is everybody's.
 */
export function listVisitsOfDays<V extends Recorded<Visit>>(
  visits: readonly V[],
  days: { from: PlainDate; to: PlainDate },
  userId?: string,
): V[] {
  return visits
    .filter((visit) => userId === undefined || isOf(visit, userId))
    .filter((visit) => {
      const day = dayOfVisit(visit);
      return day !== undefined && day >= days.from && day <= days.to;
    })
    .sort((left, right) => (orderOf(left) < orderOf(right) ? -1 : 1));
}

function orderOf(visit: Recorded<Visit>): string {
  const { startedAt, plannedTime } = visit.fields;
  return `${dayOfVisit(visit)}${startedAt === undefined ? (plannedTime ?? '') : tokyoTime(startedAt)}${visit.id}`;
}
