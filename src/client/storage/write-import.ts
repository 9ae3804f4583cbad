import type { JsonObject } from '#domain/canonical/json.ts';
import type { ImportedRecord, UndoPlan } from '#domain/casework/account-import/account-import-undo.ts';
import type { Table } from 'dexie';
import type { BansoDatabase, KeptImport, LocalRecord } from './database.ts';
import { deleteMany, writeMany, type NewRecord, type RecordEdit } from './write-many.ts';
import type { Author, Edit } from './write-record.ts';

/** The records of one collection that an import makes and changes. */
export interface ImportBatch<C extends 'accounts' | 'contacts'> {
  added: readonly NewRecord<C>[];
  edited: readonly RecordEdit<C>[];
}

/** What an import writes. */
export interface ImportBatches {
  accounts: ImportBatch<'accounts'>;
  contacts: ImportBatch<'contacts'>;
}

/** An import with how many companies it changes, be it only the people there. */
export interface ImportToWrite extends ImportBatches {
  updated: number;
}

/** How many imports can be taken back; of older ones the device forgets how. */
const MOST_KEPT = 10;
const CHUNK = 300;

/** The tables that an import and its undoing write, beside those of every write. */
export function importTables(db: BansoDatabase): Table[] {
  return [db.accounts, db.contacts, db.imports, db.importedRecords];
}

/**
 * Records an import with what undoes it; within a transaction over `importTables`.
 *
 * @param onProgress told how many records are written
 */
export async function writeImport(
  db: BansoDatabase,
  author: Author,
  about: Pick<KeptImport, 'id' | 'fileName'>,
  batches: ImportToWrite,
  onProgress: (done: number) => void = () => {},
): Promise<void> {
  let done = 0;
  for (const collection of ['accounts', 'contacts'] as const) {
    const batch = batches[collection] as ImportBatch<'accounts'>;
    const before = await readFields(
      db,
      collection,
      batch.edited.map(({ id }) => id),
    );
    // Both collections' batches have one form; which one it is, the table says.
    await writeMany(db, author, collection as 'accounts', batch, (written) => onProgress(done + written));
    done += batch.added.length + batch.edited.length;
    const ids = [...batch.added, ...batch.edited].map(({ id }) => id);
    for (let start = 0; start < ids.length; start += CHUNK) {
      const chunk = ids.slice(start, start + CHUNK);
      const after = await readFields(db, collection, chunk);
      await db.importedRecords.bulkPut(
        chunk.map((recordId) => ({
          importId: about.id,
          collection,
          recordId,
          before: before.get(recordId) ?? null,
          after: after.get(recordId) ?? {},
        })),
      );
    }
  }
  await db.imports.add({
    ...about,
    madeAt: author.now(),
    added: batches.accounts.added.length,
    updated: batches.updated,
  });
  await forgetOldest(db);
}

async function readFields(
  db: BansoDatabase,
  collection: 'accounts' | 'contacts',
  ids: readonly string[],
): Promise<Map<string, JsonObject>> {
  const records = await db.table<LocalRecord, string>(collection).bulkGet([...ids]);
  return new Map(records.flatMap((record) => (record ? [[record.id, record.fields as JsonObject]] : [])));
}

async function forgetOldest(db: BansoDatabase): Promise<void> {
  const imports = await db.imports.toArray();
  const old = imports.sort((a, b) => (a.madeAt < b.madeAt ? 1 : -1)).slice(MOST_KEPT);
  for (const { id } of old) await forgetImport(db, id);
}

/** The device forgets how an import is taken back. */
async function forgetImport(db: BansoDatabase, id: string): Promise<void> {
  await recordsOf(db, id).delete();
  await db.imports.delete(id);
}

function recordsOf(db: BansoDatabase, importId: string) {
  return db.importedRecords.where('[importId+recordId]').between([importId, ''], [importId, '\uffff']);
}

/** What an import made and changed, in parts, so that no page waits for all of it at once. */
export async function listImported(db: BansoDatabase, importId: string): Promise<ImportedRecord[]> {
  const listed: ImportedRecord[] = [];
  for (let after = ''; ;) {
    const part = await db.importedRecords
      .where('[importId+recordId]')
      .between([importId, after], [importId, '\uffff'], false)
      .limit(CHUNK)
      .toArray();
    listed.push(...part);
    const last = part.at(-1);
    if (!last || part.length < CHUNK) return listed;
    after = last.recordId;
  }
}

/** Takes an import back as it was planned; within a transaction over `importTables`. */
export async function writeUndo(
  db: BansoDatabase,
  author: Author,
  importId: string,
  { removed, restored }: UndoPlan,
  onProgress: (done: number) => void = () => {},
): Promise<void> {
  let done = 0;
  // People before their companies: nobody is ever at a company that is gone.
  for (const collection of ['contacts', 'accounts'] as const) {
    const ids = removed.filter((each) => each.collection === collection).map(({ recordId }) => recordId);
    await deleteMany(db, author, collection, ids, (deleted) => onProgress(done + deleted));
    done += ids.length;
    const edited = restored
      .filter((each) => each.collection === collection)
      .map(({ recordId, edit }) => ({ id: recordId, edit: edit as Edit<'accounts'> }));
    await writeMany(db, author, collection as 'accounts', { added: [], edited }, (written) =>
      onProgress(done + written),
    );
    done += edited.length;
  }
  await db.imports.update(importId, { undoneAt: author.now() });
  await recordsOf(db, importId).delete();
}
