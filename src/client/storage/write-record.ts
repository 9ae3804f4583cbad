import { canonicalJson, type Json, type JsonObject } from '#domain/canonical/json.ts';
import type { CollectionFields } from '#domain/casework/model.ts';
import type { Instant } from '#domain/canonical/dates.ts';
import type { Change, ChangeFields, Collection } from '#domain/sync/change.ts';
import { fieldAt, foldFields, setDelta, splitPath } from '#domain/sync/fields.ts';
import { isSetField, pathsOfUnit, unitOf } from '#domain/sync/merge-units.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
import type { BansoDatabase, LocalRecord, OutboxEntry, Shadow } from './database.ts';
import { pendingView } from './pending-view.ts';

/** Who writes on which device, with the sources of time and ids. */
export interface Author {
  userId: string;
  deviceId: string;
  now: () => Instant;
  newId: () => string;
}

/**
 * What an edit sets, by path: whole values for fields (`null` clears one), the whole
 * new set for set fields, and `answers/issues` for one member of a map.
 */
export type Edit<C extends Collection> = Partial<{
  [K in keyof CollectionFields[C]]: CollectionFields[C][K] | null;
}> & { [path: `${string}/${string}`]: unknown };

/**
 * Records an edit durably: the record and its outbox entry are written in one
 * transaction, and the promise resolves when it has committed. Edits that change
 * nothing leave no trace. A pending edit of the same record that has not begun to be
 * sent takes the new one in; an edit of a record in quarantine becomes its correction.
 */
export async function writeRecord<C extends Collection>(
  db: BansoDatabase,
  author: Author,
  collection: C,
  recordId: string,
  edit: Edit<C>,
): Promise<void> {
  await db.transaction('rw', [db.table(collection), db.outbox, db.shadows, db.meta], async () => {
    const current = (await db.table<LocalRecord, string>(collection).get(recordId)) ?? null;
    const fields = changedFields(collection, (current?.fields ?? {}) as JsonObject, edit as Record<string, unknown>);
    if (Object.keys(fields).length === 0 && current) return;
    await enqueue(db, author, current, { collection, recordId, kind: 'put', fields });
  });
}

/** Marks a record as deleted; its fields are kept, and a later edit revives it. */
export async function deleteRecord(
  db: BansoDatabase,
  author: Author,
  collection: Collection,
  recordId: string,
): Promise<void> {
  await db.transaction('rw', [db.table(collection), db.outbox, db.shadows, db.meta], async () => {
    const current = (await db.table<LocalRecord, string>(collection).get(recordId)) ?? null;
    if (!current || current.deletedAt !== null) return;
    await enqueue(db, author, current, { collection, recordId, kind: 'delete', fields: {} });
  });
}

/** Settles a conflict: the person chose a value (an edit of its unit) or keeps what stands (no edit). */
export async function settleConflict(
  db: BansoDatabase,
  author: Author,
  collection: Collection,
  recordId: string,
  conflictId: string,
  chosen: ChangeFields,
): Promise<void> {
  await db.transaction('rw', [db.table(collection), db.outbox, db.shadows, db.meta], async () => {
    const current = (await db.table<LocalRecord, string>(collection).get(recordId)) ?? null;
    await enqueue(db, author, current, {
      collection,
      recordId,
      kind: 'put',
      fields: { ...chosen, [`conflicts/${conflictId}`]: { settled: true } },
    });
  });
}

/** Sends a quarantined change of a record again, as it stands, together with those that wait behind it. */
export async function retryQuarantined(db: BansoDatabase, author: Author, entry: OutboxEntry): Promise<void> {
  const { collection, recordId } = entry.change;
  await db.transaction('rw', [db.table(collection), db.outbox, db.shadows, db.meta], async () => {
    const current = (await db.table<LocalRecord, string>(collection).get(recordId)) ?? null;
    const last = (await db.outbox.where('recordId').equals(recordId).sortBy('deviceSeq')).at(-1);
    if (!last) return;
    await enqueue(db, author, current, { collection, recordId, kind: last.change.kind, fields: {} });
  });
}

/** Gives a quarantined change up; the record shows the server's state again, with other pending edits on top. */
export async function discardQuarantined(db: BansoDatabase, entry: OutboxEntry): Promise<void> {
  const { collection, recordId } = entry.change;
  await db.transaction('rw', [db.table(collection), db.outbox, db.shadows], async () => {
    await db.outbox.delete(entry.deviceSeq);
    const pending = await db.outbox.where('recordId').equals(recordId).sortBy('deviceSeq');
    const server = (await db.shadows.get(recordId))?.record ?? null;
    const view = pendingView(server, pending);
    if (view) await db.table(collection).put(view);
    else await db.table(collection).delete(recordId);
    if (pending.length === 0) await db.shadows.delete(recordId);
  });
}

type NewChange = Pick<Change, 'collection' | 'recordId' | 'kind' | 'fields'>;

async function enqueue(
  db: BansoDatabase,
  author: Author,
  current: LocalRecord | null,
  { collection, recordId, kind, fields }: NewChange,
): Promise<void> {
  const waiting = await db.outbox.where('recordId').equals(recordId).sortBy('deviceSeq');
  const baseRevision = current?.revision ?? 0;
  if (waiting.length === 0) await db.shadows.put(shadowOf(collection, recordId, current));

  const last = waiting.at(-1);
  const quarantined = waiting.find(({ state }) => state === 'quarantined');
  let folded: OutboxEntry[] = [];
  if (quarantined) folded = waiting.slice(waiting.indexOf(quarantined));
  else if (last && kind === 'put' && canTakeIn(last, baseRevision)) folded = [last];

  const base: Partial<Change> = folded[0] ? { baseRevision: folded[0].change.baseRevision } : { baseRevision };
  const allFields = [...folded.map(({ change }) => change.fields), fields].reduce(
    (earlier, later) => foldFields(collection, earlier, later),
    {} as ChangeFields,
  );
  const keepsIdentity = folded[0] && !quarantined;
  const deviceSeq = keepsIdentity ? folded[0]!.deviceSeq : await nextDeviceSeq(db);
  const change: Change = {
    changeId: keepsIdentity ? folded[0]!.change.changeId : author.newId(),
    deviceId: author.deviceId,
    deviceSeq,
    madeBy: author.userId,
    madeAt: author.now(),
    collection,
    recordId,
    kind,
    baseRevision: base.baseRevision ?? 0,
    fields: kind === 'delete' ? {} : allFields,
    ...(quarantined && { supersedes: quarantined.change.changeId }),
    ...(keepsIdentity && folded[0]!.change.supersedes && { supersedes: folded[0]!.change.supersedes }),
  };
  // A change that has no canonical form could never get a receipt: refuse it before it is stored.
  canonicalJson(change);
  const entry: OutboxEntry = { deviceSeq, recordId, change, state: 'pending' };
  await db.outbox.bulkDelete(folded.map((old) => old.deviceSeq));
  await db.outbox.put(entry);

  const kept = waiting.filter((old) => !folded.includes(old));
  const server = (await db.shadows.get(recordId))?.record ?? null;
  await db.table(collection).put(pendingView(server, [...kept, entry])!);
}

function canTakeIn({ state, change }: OutboxEntry, baseRevision: number): boolean {
  return state === 'pending' && change.kind === 'put' && change.baseRevision === baseRevision;
}

/** What is kept of the server's state of a record when its first pending edit is made. */
export function shadowOf(collection: Collection, recordId: string, current: LocalRecord | null): Shadow {
  const record = current && ({ ...current, collection } as SyncRecord);
  return { id: recordId, collection, record };
}

async function nextDeviceSeq(db: BansoDatabase): Promise<number> {
  const next = ((await db.getMeta('deviceSeq')) ?? 0) + 1;
  await db.setMeta('deviceSeq', next);
  return next;
}

/** The fields that an edit really changes, whole merge units of them, sets as deltas. */
export function changedFields(collection: Collection, current: JsonObject, edit: Record<string, unknown>): ChangeFields {
  const changed: ChangeFields = {};
  for (const [path, given] of Object.entries(edit)) {
    const value = (given ?? null) as Json;
    const before = fieldAt(current, path);
    if (isSetField(collection, path)) {
      const delta = setDelta(asMembers(before), asMembers(value));
      if (delta.add.length + delta.remove.length > 0) changed[path] = { ...delta };
    } else if (canonicalJson(before) !== canonicalJson(value)) {
      changed[path] = value;
    }
  }
  return withWholeUnits(collection, current, changed);
}

/** A named group is won or lost together, so a change of one of its fields carries all of them. */
function withWholeUnits(collection: Collection, current: JsonObject, changed: ChangeFields): ChangeFields {
  const whole: ChangeFields = { ...changed };
  for (const path of Object.keys(changed)) {
    if (splitPath(path)[1] !== undefined) continue;
    for (const sibling of pathsOfUnit(collection, unitOf(collection, path))) {
      const value = fieldAt(current, sibling);
      if (!(sibling in whole) && value !== null) whole[sibling] = value;
    }
  }
  return whole;
}

function asMembers(value: Json): string[] {
  return Array.isArray(value) ? value.filter((member) => typeof member === 'string') : [];
}
