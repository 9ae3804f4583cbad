import { instantOf, type Clock } from '#server/journal/clock.ts';
import { deleteExpiredSessions } from '#server/database/queries/people.ts';
import { deleteEndedLimits } from '#server/database/queries/rate-limits.ts';
import type { DatabaseHandle } from '#server/database/connect.ts';
import { sweepFrameUploads } from '#server/frames/frame-import.ts';
import type { FileStorage } from '#server/file-storage/file-storage.ts';
import { sweepFiles } from '#server/files/remove-files.ts';
import { expireProvisions } from '#server/records/expire-provisions.ts';
import { showVeiledResponses } from '#server/records/veiled-responses.ts';

/** What is due from time to time: removes windows of attempts and sessions that have run out and imports and uploads that nobody goes on with, files that nothing uses any more, shows veiled responses, deletes hand-overs that are older than they have to be kept. */
export async function sweep(database: DatabaseHandle, fileStorage: FileStorage, clock: Clock): Promise<void> {
  const { db } = database;
  await deleteEndedLimits(db, clock());
  // better-auth removes one only when its device comes with it again, which most never do.
  await deleteExpiredSessions(db, instantOf(clock));
  await sweepFrameUploads(db, clock);
  await showVeiledResponses(db, clock);
  await expireProvisions(database, clock);
  await sweepFiles({ database, fileStorage, clock });
}
