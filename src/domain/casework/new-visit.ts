import { tokyoDate, type Instant, type PlainDate } from '#domain/canonical/dates.ts';
import type { Visit } from '#domain/records/visit.ts';
import type { Recorded } from './recorded.ts';

/** A visit that begins now, led by the person who records it. */
export function newStartedVisit(accountId: string, userId: string, now: Instant): Visit {
  return { accountId, status: 'started', startedAt: now, participants: [userId] };
}

/** A visit agreed for a day and, where it was said, a time (`HH:MM`). */
export function newPlannedVisit(
  accountId: string,
  userId: string,
  plannedDate: PlainDate,
  plannedTime?: string,
): Visit {
  return {
    accountId,
    status: 'planned',
    plannedDate,
    participants: [userId],
    ...(plannedTime && { plannedTime }),
  };
}

/**
 * The visit that "record a visit" means when the company already has one: the person's
 * own that is under way since today, else their own planned for today. A second tap, the
 * back button and a reload so lead to the same visit, never to a second one.
 */
export function findVisitToContinue<V extends Recorded<Visit>>(
  visits: readonly V[],
  userId: string,
  now: Instant,
): V | undefined {
  const today = tokyoDate(now);
  const own = visits.filter(({ fields }) => fields.participants?.includes(userId));
  return (
    own.find(
      ({ fields: { status, startedAt } }) =>
        status === 'started' && startedAt !== undefined && tokyoDate(startedAt) === today,
    ) ?? own.find(({ fields: { status, plannedDate } }) => status === 'planned' && plannedDate === today)
  );
}
