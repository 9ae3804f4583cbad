import { canonicalJson, type JsonObject } from '#domain/canonical/json.ts';
import type { CollectionFields, Collection } from '#domain/records/collections.ts';
import type { Definition } from '#domain/records/definition.ts';
import { withOneLines } from '#domain/records/one-line.ts';
import type { Change } from '#domain/sync/change.ts';
import { firstFields } from '#domain/sync/first-fields.ts';
import type { BansoDatabase, LocalRecord, OutboxEntry } from './database.ts';
import { pendingView } from './pending-view.ts';
import { changedFields, shadowOf, writeRecord, type Author, type Edit } from './write-record.ts';

/** A record that nobody has seen yet. */
export interface NewRecord<C extends Collection> {
  id: string;
  fields: Partial<CollectionFields[C]>;
}

/** An edit of a record that stands on the device. */
export interface RecordEdit<C extends Collection> {
  id: string;
  edit: Edit<C>;
}

/** So many at once: what is in front of a person may not stop for a tenth of a second. */
const CHUNK = 300;

/**
 * Records many edits durably, all of them or, if anything fails, none: one transaction
 * over new records and edits. Sync carries them up afterwards, change by change.
 *
 * @param onProgress told after every few hundred records how many are written
 */
export async function writeMany<C extends Collection>(
  db: BansoDatabase,
  author: Author,
  collection: C,
  { added, edited }: { added: readonly NewRecord<C>[]; edited: readonly RecordEdit<C>[] },
  onProgress: (done: number) => void = () => {},
): Promise<void> {
  await db.transaction('rw', [db.table(collection), db.outbox, db.shadows, db.meta], async () => {
    await writeNewRecords(db, author, collection, added, onProgress);
    for (let start = 0; start < edited.length; start += CHUNK) {
      const edits = edited.slice(start, start + CHUNK);
      await writeEdits(db, author, collection, edits);
      onProgress(added.length + start + edits.length);
    }
  });
}

/** Records edits of records without pending edits together; the others' edits have to be folded in one by one. */
async function writeEdits<C extends Collection>(
  db: BansoDatabase,
  author: Author,
  collection: C,
  edits: readonly RecordEdit<C>[],
): Promise<void> {
  const ids = edits.map(({ id }) => id);
  const records = await db.table<LocalRecord, string>(collection).bulkGet(ids);
  const waiting = new Set(await db.outbox.where('recordId').anyOf(ids).keys());
  const isFolded = ({ id }: RecordEdit<C>, index: number): boolean =>
    waiting.has(id) || !records[index] || ids.indexOf(id) !== index;

  const lastSeq = (await db.getMeta('deviceSeq')) ?? 0;
  const writer = await currentWriter(db, author);
  const plain = edits.flatMap((each, index) => {
    const record = records[index];
    if (!record || isFolded(each, index)) return [];
    const fields = changedFields(db.definition(collection), record.fields as JsonObject, each.edit);
    return Object.keys(fields).length === 0 ? [] : [{ record, fields }];
  });
  const entries = plain.map(({ record, fields }, index) =>
    newEntry(
      db.definition(collection),
      writer,
      { collection, recordId: record.id, baseRevision: record.revision, fields },
      lastSeq + index + 1,
    ),
  );
  const shadows = plain.map(({ record }) => shadowOf(collection, record.id, record));
  await db.shadows.bulkPut(shadows);
  await db.outbox.bulkAdd(entries);
  await db
    .table(collection)
    .bulkPut(
      entries.map((entry, index) => pendingView(db.definition(collection), shadows[index]!.record, [entry])!),
    );
  await db.setMeta('deviceSeq', lastSeq + entries.length);

  for (const { id, edit } of edits.filter(isFolded)) await writeRecord(db, author, collection, id, edit);
}

/**
 * Records new records durably in one transaction, each with its outbox entry, as
 * `writeRecord` would one by one, but thousands in a second.
 *
 * @throws Dexie's ConstraintError when an id is taken; nothing is written then.
 */
export async function writeNewRecords<C extends Collection>(
  db: BansoDatabase,
  author: Author,
  collection: C,
  records: readonly NewRecord<C>[],
  onProgress: (done: number) => void = () => {},
): Promise<void> {
  await db.transaction('rw', [db.table(collection), db.outbox, db.shadows, db.meta], async () => {
    const definition = db.definition(collection);
    const writer = await currentWriter(db, author);
    const firstSeq = ((await db.getMeta('deviceSeq')) ?? 0) + 1;
    for (let start = 0; start < records.length; start += CHUNK) {
      const entries = records
        .slice(start, start + CHUNK)
        .map(({ id, fields }, index) =>
          newEntry(
            definition,
            writer,
            { collection, recordId: id, baseRevision: 0, fields: firstFields(definition, fields) },
            firstSeq + start + index,
          ),
        );
      await db.shadows.bulkPut(entries.map(({ recordId }) => ({ id: recordId, collection, record: null })));
      await db.outbox.bulkAdd(entries);
      await db.table(collection).bulkAdd(entries.map((entry) => pendingView(definition, null, [entry])!));
      onProgress(start + entries.length);
    }
    await db.setMeta('deviceSeq', firstSeq + records.length - 1);
  });
}

/**
 * Deletes records durably in one transaction, as `deleteRecord` would one by one. Those that are
 * deleted already, or that the device does not have, stay as they are.
 */
export async function deleteMany<C extends Collection>(
  db: BansoDatabase,
  author: Author,
  collection: C,
  ids: readonly string[],
  onProgress: (done: number) => void = () => {},
): Promise<void> {
  await db.transaction('rw', [db.table(collection), db.outbox, db.shadows, db.meta], async () => {
    const definition = db.definition(collection);
    const table = db.table<LocalRecord, string>(collection);
    const writer = await currentWriter(db, author);
    let lastSeq = (await db.getMeta('deviceSeq')) ?? 0;
    for (let start = 0; start < ids.length; start += CHUNK) {
      const chunk = ids.slice(start, start + CHUNK);
      const [found, shadows, waiting] = await Promise.all([
        table.bulkGet(chunk),
        db.shadows.bulkGet(chunk),
        db.outbox.where('recordId').anyOf(chunk).sortBy('deviceSeq'),
      ]);
      const waitingOf = new Map<string, OutboxEntry[]>(chunk.map((id) => [id, []]));
      for (const entry of waiting) waitingOf.get(entry.recordId)?.push(entry);
      const deleted = found.flatMap((record, index) => {
        if (!record || record.deletedAt !== null) return [];
        const own = waitingOf.get(record.id) ?? [];
        const target = { collection, recordId: record.id, baseRevision: record.revision, fields: {} };
        const entry = newEntry(definition, writer, target, (lastSeq += 1), 'delete');
        const fresh = own.length === 0 ? shadowOf(collection, record.id, record) : undefined;
        const server = (fresh ?? shadows[index])?.record ?? null;
        return [{ entry, fresh, view: pendingView(definition, server, [...own, entry])! }];
      });
      await Promise.all([
        db.shadows.bulkPut(deleted.flatMap(({ fresh }) => (fresh ? [fresh] : []))),
        db.outbox.bulkAdd(deleted.map(({ entry }) => entry)),
        table.bulkPut(deleted.map(({ view }) => view)),
      ]);
      onProgress(start + chunk.length);
    }
    await db.setMeta('deviceSeq', lastSeq);
  });
}

/** Who writes, by the id that the device has now. */
async function currentWriter(db: BansoDatabase, author: Author): Promise<Author> {
  return { ...author, deviceId: (await db.getMeta('deviceId')) ?? author.deviceId };
}

function newEntry(
  definition: Definition,
  author: Author,
  edit: Pick<Change<Collection>, 'collection' | 'recordId' | 'baseRevision' | 'fields'>,
  deviceSeq: number,
  kind: Change['kind'] = 'put',
): OutboxEntry {
  const change: Change<Collection> = {
    changeId: author.newId(),
    deviceId: author.deviceId,
    deviceSeq,
    madeBy: author.userId,
    madeAt: author.now(),
    kind,
    ...edit,
    fields: withOneLines(definition, edit.fields),
  };
  // A change that has no canonical form could never get a receipt: refuse it before it is stored.
  canonicalJson(change);
  return { deviceSeq, recordId: change.recordId, change, state: 'pending' };
}
