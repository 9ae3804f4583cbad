import { instantOf, type Clock } from '#server/journal/clock.ts';
import { deleteExpiredSessions } from '#server/database/queries/people.ts';
import { deleteEndedLimits } from '#server/database/queries/rate-limits.ts';
import type { DatabaseHandle } from '#server/database/connect.ts';
import { sweepFrameUploads } from '#server/frames/frame-import.ts';
import { showVeiledResponses } from '#server/records/veiled-responses.ts';

/** What is due from time to time: removes windows of attempts and sessions that have run out and imports that nobody goes on with, shows veiled responses. */
export async function sweep(db: DatabaseHandle['db'], clock: Clock): Promise<void> {
  await deleteEndedLimits(db, clock());
  // better-auth removes one only when its device comes with it again, which most never do.
  await deleteExpiredSessions(db, instantOf(clock));
  await sweepFrameUploads(db, clock);
  await showVeiledResponses(db, clock);
}
