import { instantOf, type Clock } from '#server/journal/clock.ts';
import { deleteExpiredSessions } from '#server/database/queries/people.ts';
import { deleteEndedLimits } from '#server/database/queries/rate-limits.ts';
import type { Queries } from '#server/database/schema.ts';

/** Removes what has run out and nothing else removes: windows of attempts and sessions. */
export async function sweep(db: Queries, clock: Clock): Promise<void> {
  await deleteEndedLimits(db, clock());
  // better-auth removes one only when its device comes with it again, which most never do.
  await deleteExpiredSessions(db, instantOf(clock));
}
