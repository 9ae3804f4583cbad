import { uuidV7 } from '#domain/canonical/uuid.ts';
import type { Change } from '#domain/sync/change.ts';
import { getDefinition } from '#domain/records/collections.ts';
import { firstFields } from '#domain/sync/first-fields.ts';
import type { DatabaseHandle } from '#server/database/connect.ts';
import { instantOf, type Clock } from '#server/journal/clock.ts';
import { pushChanges } from '#server/sync/push.ts';
import type { Pusher } from '#server/sync/pusher.ts';
import { randomBytes } from 'node:crypto';
import type { DemoRecord } from './casework.ts';

/** Changes per transaction: progress stays visible and no transaction grows long. */
const CHANGES_PER_COMMIT = 500;

/**
 * Sends the records to the centre as changes, through the same code as any device's.
 * @param onProgress is told how many records are in.
 * @throws when one is rejected: the invented data must be as good as real data.
 */
export async function installRecords(
  { db }: DatabaseHandle,
  { centreId, userId, clock }: { centreId: string; userId: string; clock: Clock },
  records: readonly DemoRecord[],
  onProgress: (done: number) => void,
): Promise<void> {
  const deviceId = uuidV7(clock(), randomBytes);
  const changes = records.map((record, index) => toChange(record, deviceId, index + 1, clock));
  const pusher: Pusher = {
    centreId,
    userId,
    role: 'administrator',
    deviceId,
    hadOtherRights: false,
    language: 'ja',
    serverTime: instantOf(clock),
  };
  for (let start = 0; start < changes.length; start += CHANGES_PER_COMMIT) {
    const batch = changes.slice(start, start + CHANGES_PER_COMMIT);
    await db.transaction().execute(async (tx) => {
      const { results } = await pushChanges(tx, pusher, batch);
      const rejected = results.find(({ status }) => status === 'rejected');
      if (rejected) throw new Error(`an invented record was rejected: ${JSON.stringify(rejected)}`);
    });
    onProgress(start + batch.length);
  }
}

function toChange(
  { collection, id, fields, madeBy, madeAt }: DemoRecord,
  deviceId: string,
  deviceSeq: number,
  clock: Clock,
): Change {
  return {
    changeId: uuidV7(clock(), randomBytes),
    deviceId,
    deviceSeq,
    madeBy,
    madeAt,
    collection,
    recordId: id,
    kind: 'put',
    baseRevision: 0,
    fields: firstFields(getDefinition(collection), fields),
  };
}
