import { hashJson } from '#domain/canonical/hash.ts';
import type { Collection } from '#domain/records/collections.ts';
import type { Change, Receipt } from '#domain/sync/change.ts';
import { foldFields } from '#domain/sync/fields.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
import type { PullResponse, PushResponse, Seen } from '#protocol/sync.ts';
import { putArriving } from './arriving.ts';
import type { BansoDatabase, LocalRecord, OutboxEntry } from './database.ts';
import { giveOwnIdentity, takeNewDeviceId } from './device-identity.ts';
import { pendingView, toLocal } from './pending-view.ts';

/**
 * Takes a page of a pull into the replica: its records and its cursor in one transaction. Pending
 * edits stay on top of the new state.
 */
export async function applyPage(db: BansoDatabase, page: PullResponse): Promise<void> {
  await db.transaction('rw', db.recordTables, async () => {
    await placeRecords(db, page.records);
    await db.setMeta('cursor', page.cursor);
    await db.setMeta('epoch', page.epoch);
    await keepAccess(db, page);
    await keepSeen(db, page.seen);
  });
}

/**
 * Takes the results of a push in, one per sent entry in order. An entry leaves the
 * outbox only when the receipt's hash is that of the change as it was meant; else it
 * is quarantined, as is one that the server rejects. One whose identity is another's gets a new one.
 *
 * @returns `otherEpoch` when the server was restored meanwhile: nothing was taken in then, and what
 * was sent is to be sent again after a pull.
 */
export async function applyPushResults(
  db: BansoDatabase,
  sent: readonly OutboxEntry[],
  {
    results,
    epoch,
    seen,
    reset,
    serverTime,
  }: Pick<PushResponse, 'results' | 'epoch' | 'seen' | 'reset' | 'serverTime'>,
): Promise<'taken' | 'otherEpoch'> {
  return db.transaction('rw', db.recordTables, async () => {
    const known = (await db.getMeta('refill'))?.epoch ?? (await db.getMeta('epoch'));
    // The server was restored: it may refuse what builds on changes that it has lost. They are sent
    // again first, and then it answers anew.
    if (reset || (known !== undefined && known !== epoch)) return 'otherEpoch';
    // A device may push before its first pull: from here on it must notice a restored server.
    if (known === undefined) await db.setMeta('epoch', epoch);
    const records = new Map<string, SyncRecord>();
    const taken: Change<Collection>[] = [];
    let regained = 0;
    for (const [index, entry] of sent.entries()) {
      const result = results[index];
      if (!result) continue;
      // In another page a round may have been answered too, and its person have acted on that: what is
      // gone from the outbox must not come back.
      const stored = await db.outbox.get(entry.deviceSeq);
      const isWaiting = stored?.change.changeId === entry.change.changeId;
      if (result.status === 'rejected') {
        if (!isWaiting) continue;
        // The session is another person's: the entry waits for its own person to come back.
        if (result.code === 'made-by-other') continue;
        const { code, title, errors } = result;
        if (code === 'change-id-reused' || code === 'device-of-other') {
          if (entry.change.deviceId === (await db.getMeta('deviceId')) && code === 'device-of-other')
            await takeNewDeviceId(db);
          await giveOwnIdentity(db, entry);
          continue;
        }
        if (code === 'passed-to-office') {
          await db.outbox.put({ ...stored, state: 'handed', handedAt: serverTime });
          continue;
        }
        await db.outbox.put({
          ...stored,
          state: 'quarantined',
          reason: { code, title, ...(errors && { errors }) },
        });
        continue;
      }
      if (
        result.receipt.changeId !== entry.change.changeId ||
        result.receipt.changeHash !== hashJson(entry.change)
      ) {
        if (isWaiting)
          await db.outbox.put({
            ...stored,
            state: 'quarantined',
            reason: { code: 'receipt-mismatch', title: '' },
          });
        continue;
      }
      if (isAnew(result.receipt, entry.acknowledged)) regained += 1;
      if (isWaiting) await db.outbox.delete(entry.deviceSeq);
      await db.ledger.put({
        deviceSeq: entry.deviceSeq,
        change: entry.change,
        receipt: result.receipt,
        acknowledgedAt: serverTime,
      });
      taken.push(entry.change);
      records.set(result.record.id, result.record);
      // A change to a merged account went to another record: what stood here alone must not stay as pending.
      if (result.record.id !== entry.recordId)
        await replayPending(db, entry.change.collection, entry.recordId);
    }
    await noteOvertaken(db, taken);
    await placeRecords(db, [...records.values()]);
    if (await db.getMeta('refill')) await putArriving(db, [...records.values()]);
    const answered = Math.max(
      (await db.getMeta('answeredRevision')) ?? 0,
      ...[...records.values()].map(({ revision }) => revision),
    );
    await db.setMeta('answeredRevision', answered);
    if (regained > 0) await db.setMeta('lostByServer', ((await db.getMeta('lostByServer')) ?? 0) + regained);
    await keepSeen(db, seen);
    return 'taken';
  });
}

/**
 * Of what still waits, notes what later changes of the device were taken before it. It happens where one page of the
 * device puts back what a restored server may have lost, while another is sending what was recorded since.
 */
async function noteOvertaken(db: BansoDatabase, taken: readonly Change<Collection>[]): Promise<void> {
  const byRecord = groupByRecord(taken);
  for (const entry of await listPending(db, [...byRecord.keys()])) {
    const later = byRecord
      .get(entry.recordId)!
      .filter(
        ({ deviceId, deviceSeq, kind, fields }) =>
          deviceId === entry.change.deviceId &&
          deviceSeq > entry.deviceSeq &&
          (kind === 'delete' || Object.keys(fields).some((path) => !path.startsWith('conflicts/'))),
      );
    if (later.length === 0) continue;
    const rules = db.definition(entry.change.collection);
    const overtaken = later.reduce(
      (all, { fields }) => foldFields(rules, all, fields),
      entry.overtaken ?? {},
    );
    await db.outbox.put({ ...entry, overtaken });
  }
}

/** Keeps for whose eyes the replica was filled. */
export async function keepAccess(
  db: BansoDatabase,
  { accessVersion, role }: Pick<PullResponse, 'accessVersion' | 'role'>,
): Promise<void> {
  await db.setMeta('accessVersion', accessVersion);
  if (role !== undefined) await db.setMeta('role', role);
}

/** Whether the server has taken a change in a second time, having lost it; one that it still had has its receipt of then. */
function isAnew({ revision, serverTime }: Receipt, before: Receipt | undefined): boolean {
  return before !== undefined && (before.revision !== revision || before.serverTime !== serverTime);
}

/** The server's word for how far it had come is kept until it gives a higher one. */
export async function keepSeen(db: BansoDatabase, seen: Seen | undefined): Promise<void> {
  if (seen && seen.revision > ((await db.getMeta('seen'))?.revision ?? 0)) await db.setMeta('seen', seen);
}

/** What was erased for privacy leaves the device too: what it had sent of it, and what was refused. */
async function forgetErased(db: BansoDatabase, records: readonly SyncRecord[]): Promise<void> {
  const erased = new Set(records.flatMap(({ id, erased: isErased }) => (isErased ? [id] : [])));
  if (erased.size === 0) return;
  await db.importedRecords
    .where('recordId')
    .anyOf([...erased])
    .delete();
  await db.ledger.filter(({ change }) => erased.has(change.recordId)).delete();
  await db.outbox
    .where('recordId')
    .anyOf([...erased])
    // What was written not knowing of it is refused, and its person is told.
    .and(
      ({ state, reason, acknowledged }) =>
        acknowledged !== undefined || (state === 'quarantined' && reason?.code !== 'record-erased'),
    )
    .delete();
}

/** Puts the server's state of records in place, with what waits of each on top; within a transaction. */
export async function placeRecords(db: BansoDatabase, records: readonly SyncRecord[]): Promise<void> {
  await forgetErased(db, records);
  const pending = groupByRecord(
    await listPending(
      db,
      records.map(({ id }) => id),
    ),
  );
  const plain = new Map<Collection, LocalRecord[]>();
  for (const record of records) {
    // A collection of a newer server than this app: with an app that knows it, all is filled again.
    if (!db.holds(record.collection)) continue;
    const { collection } = record;
    const waiting = pending.get(record.id) ?? [];
    if (waiting.length === 0) {
      const rows = plain.get(collection) ?? [];
      rows.push(toLocal(record));
      plain.set(collection, rows);
      continue;
    }
    const shadow = await db.shadows.get(record.id);
    const newest = shadow?.record && shadow.record.revision > record.revision ? shadow.record : record;
    await db.shadows.put({ id: record.id, collection, record: newest });
    await db.table(collection).put(pendingView(db.definition(collection), newest, waiting)!);
  }
  for (const [collection, rows] of plain) await placePlain(db, collection, rows);
}

async function placePlain(db: BansoDatabase, collection: Collection, rows: LocalRecord[]): Promise<void> {
  await db.table<LocalRecord, string>(collection).bulkPut(await newestOf(db, collection, rows));
  if ((await db.shadows.count()) > 0) await db.shadows.bulkDelete(rows.map(({ id }) => id));
}

/**
 * The rows, or in their place what the server has said later: an answer to a push may overtake a page,
 * and in another tab a page an answer. What lies beneath pending edits counts, not the row with these on
 * top. Only rows older than something the device has heard have to be looked up, and on a first sync
 * there is none.
 */
async function newestOf(
  db: BansoDatabase,
  collection: Collection,
  rows: LocalRecord[],
): Promise<LocalRecord[]> {
  const heard = await newestHeard(db);
  const ids = rows.flatMap(({ id, revision }) => (revision < heard ? [id] : []));
  if (ids.length === 0) return rows;
  const held = await db.table<LocalRecord, string>(collection).bulkGet(ids);
  const shadows = await db.shadows.bulkGet(ids);
  const known = new Map(
    ids.map((id, index) => {
      const shadow = shadows[index];
      return [id, shadow ? shadow.record && toLocal(shadow.record) : held[index]];
    }),
  );
  return rows.map((row) => {
    const before = known.get(row.id);
    return before && before.revision > row.revision ? before : row;
  });
}

/** The highest revision that a page or an answer has brought; while another replica is filled, which replaces all, an answer's. */
async function newestHeard(db: BansoDatabase): Promise<number> {
  const answered = (await db.getMeta('answeredRevision')) ?? 0;
  if (await db.getMeta('refill')) return answered;
  return Math.max(answered, (await db.getMeta('cursor')) ?? 0);
}

async function replayPending(db: BansoDatabase, collection: Collection, recordId: string): Promise<void> {
  const shadow = await db.shadows.get(recordId);
  // Another page has heard the same answer before: the row is the server's own state already.
  if (!shadow) return;
  const waiting = await db.outbox.where('recordId').equals(recordId).sortBy('deviceSeq');
  const view = pendingView(db.definition(collection), shadow.record, waiting);
  if (view) await db.table(collection).put(view);
  else await db.table(collection).delete(recordId);
  if (waiting.length === 0) await db.shadows.delete(recordId);
}

async function listPending(db: BansoDatabase, recordIds: string[]): Promise<OutboxEntry[]> {
  // On a first sync nothing waits: a thousand look-ups a page would be for nothing.
  if ((await db.outbox.count()) === 0) return [];
  return db.outbox.where('recordId').anyOf(recordIds).sortBy('deviceSeq');
}

/** Entries or changes by record, each record's in their given order. */
export function groupByRecord<Entry extends { recordId: string }>(
  entries: readonly Entry[],
): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.recordId);
    if (group) group.push(entry);
    else groups.set(entry.recordId, [entry]);
  }
  return groups;
}
