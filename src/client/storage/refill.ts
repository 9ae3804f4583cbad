import type { PullResponse } from '#protocol/sync.ts';
import { groupByRecord, keepAccess, keepSeen, placeRecords } from './apply-server-state.ts';
import { putArriving } from './arriving.ts';
import type { BansoDatabase, LocalRecord } from './database.ts';
import { noteSharedHistory, stretchSharedHistory } from './device-identity.ts';
import { pendingView } from './pending-view.ts';
import { shadowOf } from './write-record.ts';

/** So many arrived records are put in place at a time: all at once would fill a small phone's memory. */
const CHUNK = 1000;

/**
 * Starts a new replica beside the one in use, which stays readable until the new one is whole: a
 * phone on a bad network must not be empty meanwhile. After a restore from a backup (`resend`) what
 * the server had acknowledged goes back into the outbox; sending it again is harmless.
 *
 * @param page any page that told of the new epoch or of the new access.
 */
export async function beginRefill(
  db: BansoDatabase,
  { epoch, accessVersion, role, shared }: Pick<PullResponse, 'epoch' | 'accessVersion' | 'role' | 'shared'>,
  { resend }: { resend: boolean },
): Promise<void> {
  await db.transaction('rw', db.recordTables, async () => {
    if (shared !== undefined) await noteSharedHistory(db, shared);
    if (resend) await putBackAcknowledged(db);
    // Their person may be allowed to write it again, and what the office had may be lost with the rest.
    await db.outbox.where('state').equals('handed').modify({ state: 'sending' });
    await db.arriving.clear();
    await db.setMeta('refill', { epoch, accessVersion, role, cursor: 0 });
    if (!resend) return;
    // Another epoch counts its revisions afresh, and what was proven belongs to the one before.
    await db.setMeta('answeredRevision', 0);
    await db.meta.delete('seen');
    // What is sent again from before another id was taken is no longer all that waited then.
    await db.meta.delete('formerDeviceIds');
  });
}

/** Takes a page of the new replica in; with the last one it takes the place of the one in use. */
export async function takeRefillPage(db: BansoDatabase, page: PullResponse): Promise<void> {
  await db.transaction('rw', db.recordTables, async () => {
    await putArriving(db, page.records);
    await keepSeen(db, page.seen);
    const { epoch, accessVersion, role, cursor } = page;
    if (page.more) {
      await db.setMeta('refill', { epoch, accessVersion, role, cursor });
      return;
    }
    const ids = await db.arriving.toCollection().primaryKeys();
    await emptyRecords(db);
    for (let start = 0; start < ids.length; start += CHUNK) {
      const records = await db.arriving.bulkGet(ids.slice(start, start + CHUNK));
      await placeRecords(
        db,
        records.filter((record) => record !== undefined),
      );
    }
    await stretchSharedHistory(db);
    await endRefill(db);
    await db.setMeta('cursor', cursor);
    await db.setMeta('epoch', epoch);
    await keepAccess(db, page);
  });
}

/** Forgets all that the server has told and keeps what waits to be sent; within a transaction. */
export async function emptyReplica(db: BansoDatabase): Promise<void> {
  await emptyRecords(db);
  await endRefill(db);
  await db.setMeta('cursor', 0);
  await db.setMeta('answeredRevision', 0);
}

async function endRefill(db: BansoDatabase): Promise<void> {
  await db.arriving.clear();
  await db.meta.delete('refill');
}

/** Leaves of the records only what is in the outbox. */
async function emptyRecords(db: BansoDatabase): Promise<void> {
  for (const collection of db.collections) await db.table(collection).clear();
  await db.shadows.clear();
  for (const [recordId, entries] of groupByRecord(await db.outbox.orderBy('deviceSeq').toArray())) {
    const { collection } = entries[0]!.change;
    await db.shadows.put({ id: recordId, collection, record: null });
    await db.table(collection).put(pendingView(db.definition(collection), null, entries)!);
  }
}

/** Puts the ledger back into the outbox, each record's state as it stands beneath what goes out again. */
async function putBackAcknowledged(db: BansoDatabase): Promise<void> {
  const acknowledged = await db.ledger.orderBy('deviceSeq').toArray();
  await db.outbox.bulkPut(
    acknowledged.map(({ deviceSeq, change, receipt }) => ({
      deviceSeq,
      change,
      recordId: change.recordId,
      state: 'sending' as const,
      acknowledged: receipt,
    })),
  );
  await db.ledger.clear();
  for (const { change } of acknowledged) {
    const { collection, recordId } = change;
    if (await db.shadows.get(recordId)) continue;
    const current = await db.table<LocalRecord, string>(collection).get(recordId);
    await db.shadows.put(shadowOf(collection, recordId, current ?? null));
  }
  // Another epoch counts afresh: whatever the server says from here on is newer, be its number lower.
  await db.shadows.toCollection().modify((shadow) => {
    if (shadow.record) shadow.record.revision = 0;
  });
}
