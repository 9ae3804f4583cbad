import { tokyoDate, type Instant, type PlainDate } from '#domain/canonical/dates.ts';
import type { Visit, VisitKind } from '#domain/records/visit.ts';
import type { Recorded } from './recorded.ts';

/** A visit that begins now, led by the person who records it. */
export function newStartedVisit(accountId: string, userId: string, now: Instant): Visit {
  return { accountId, status: 'started', startedAt: now, participants: [userId] };
}

/** A visit that is over, recorded afterwards with its real times. */
export function newPastVisit(
  accountId: string,
  userId: string,
  times: { startedAt: Instant; finishedAt: Instant },
  kind?: VisitKind,
): Visit {
  return { accountId, status: 'finished', ...times, participants: [userId], ...withKind(kind) };
}

/** A visit agreed for a day and, where it was said, a time (`HH:MM`). */
export function newPlannedVisit(
  accountId: string,
  userId: string,
  plannedDate: PlainDate,
  plannedTime?: string,
  kind?: VisitKind,
): Visit {
  return {
    accountId,
    status: 'planned',
    plannedDate,
    participants: [userId],
    ...(plannedTime && { plannedTime }),
    ...withKind(kind),
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
    ) ??
    // Whoever stands at the door does not make the call that was planned for later.
    own.find(
      ({ fields: { status, plannedDate, kind = 'visit' } }) =>
        status === 'planned' && plannedDate === today && kind === 'visit',
    )
  );
}

/** A visit at the company says nothing of its kind, as those of before there were others. */
function withKind(kind: VisitKind | undefined): Pick<Visit, 'kind'> {
  return kind === undefined || kind === 'visit' ? {} : { kind };
}
