import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { PlainDate } from '#domain/canonical/dates.ts';
import type { JsonObject } from '#domain/canonical/json.ts';
import type { Collection } from '#domain/records/collections.ts';
import type { Conflict, RecordWarning, StoredRecord, UnitStamp } from '#domain/sync/record.ts';
import type { Database } from '#server/database/schema.ts';

/** A record of the centre, with what only the server keeps about it. */
export interface CentreRecord extends StoredRecord {
  erasedAt: string | null;
}

/** Rows per statement, see `appendChanges`. */
const ROWS_PER_INSERT = 200;

/** The centre's records with the given ids. */
export async function listRecords(
  db: Kysely<Database> | Transaction<Database>,
  centreId: string,
  recordIds: readonly string[],
): Promise<CentreRecord[]> {
  if (recordIds.length === 0) return [];
  const rows = await db
    .selectFrom('records')
    .selectAll()
    .where('centre_id', '=', centreId)
    .where('record_id', 'in', recordIds)
    .execute();
  return rows.map(fromRow);
}

/** The centre's record with the lowest revision; undefined when it has none. */
export async function findFirstRecord(
  db: Kysely<Database> | Transaction<Database>,
  centreId: string,
): Promise<CentreRecord | undefined> {
  const row = await db
    .selectFrom('records')
    .selectAll()
    .where('centre_id', '=', centreId)
    .orderBy('revision')
    .limit(1)
    .executeTakeFirst();
  return row && fromRow(row);
}

/** Which of a centre's records have been erased, and when. */
export async function listErasedRecords(
  db: Kysely<Database> | Transaction<Database>,
  centreId: string,
): Promise<{ collection: string; recordId: string; at: string }[]> {
  const rows = await db
    .selectFrom('records')
    .select(['collection', 'record_id', 'erased_at'])
    .where('centre_id', '=', centreId)
    .where('erased_at', 'is not', null)
    .execute();
  return rows.map((row) => ({ collection: row.collection, recordId: row.record_id, at: row.erased_at! }));
}

/** A record as devices see it, its JSON columns as the database holds them. */
export interface RecordText {
  collection: string;
  record_id: string;
  revision: number;
  fields: string;
  conflicts: string;
  warnings: string;
  deleted_at: string | null;
  erased_at: string | null;
  /** 1 for a record that not everyone may see as it is. */
  restricted: number;
}

/**
 * A page of the centre's records after a revision, in the order of their revisions, deleted
 * ones included; only of the given collections. Without who wrote each unit, which
 * weighs more than the fields and which devices do not get.
 *
 * @param isVeiled for those who may not see whose all responses are: these come to them under ids and
 *   revisions of their own (`veiled_responses`)
 * @param atMost so many records, and so many bytes of their JSON unless the first one has more;
 *   what does not fit is not read.
 * @returns the records, the revision of the last one, and whether there are more.
 */
export async function listRecordTextsAfter(
  db: Kysely<Database> | Transaction<Database>,
  centreId: string,
  cursor: number,
  collections: readonly string[],
  isVeiled: boolean,
  atMost: { records: number; bytes: number },
): Promise<{ records: RecordText[]; last: number; more: boolean }> {
  if (collections.length === 0) return { records: [], last: cursor, more: false };
  const source = isVeiled && collections.includes('responses') ? selectVeiled : selectPlain;
  const after = db.selectFrom(source(db, centreId, cursor, collections).as('shown')).orderBy('revision');
  // One more than a page tells whether there is more.
  const sizes = await after
    .select('revision')
    .select(
      sql<number>`octet_length(fields) + octet_length(conflicts) + octet_length(warnings)`.as('size_bytes'),
    )
    .limit(atMost.records + 1)
    .execute();
  const count = countFitting(
    sizes.map((row) => Number(row.size_bytes)),
    atMost,
  );
  const last = Number(sizes[count - 1]?.revision ?? cursor);
  if (count === 0) return { records: [], last, more: false };
  // A record that is written in between has left this page, and comes with a later one.
  const records = await after.where('revision', '<=', last).selectAll().execute();
  return { records, last, more: sizes.length > count };
}

const TEXT_COLUMNS = [
  'collection',
  'record_id',
  'revision',
  'fields',
  'conflicts',
  'warnings',
  'deleted_at',
  'erased_at',
  'restricted',
] as const;

function selectPlain(
  db: Kysely<Database> | Transaction<Database>,
  centreId: string,
  cursor: number,
  collections: readonly string[],
) {
  return db
    .selectFrom('records')
    .select(TEXT_COLUMNS)
    .where('centre_id', '=', centreId)
    .where('revision', '>', cursor)
    .where('collection', 'in', collections);
}

/** When what is kept from somebody was deleted for them: any time would tell something. */
export const UNSAID = '2000-01-01T00:00:00.000Z';

function selectVeiled(
  db: Kysely<Database> | Transaction<Database>,
  centreId: string,
  cursor: number,
  collections: readonly string[],
) {
  const responses = db
    .selectFrom('veiled_responses as veiled')
    .innerJoin('records', (join) =>
      join
        .onRef('records.centre_id', '=', 'veiled.centre_id')
        .onRef('records.record_id', '=', 'veiled.response_id'),
    );
  const erasedUnsaid = sql<string | null>`case when records.erased_at is not null then ${UNSAID} end`.as(
    'erased_at',
  );
  const copies = responses
    .select([
      'records.collection',
      sql<string>`veiled.shown_id`.as('record_id'),
      sql<number>`veiled.revision`.as('revision'),
      sql<string>`case when veiled.is_withdrawn = 1 then '{}' else records.fields end`.as('fields'),
      sql<string>`'[]'`.as('conflicts'),
      sql<string>`'[]'`.as('warnings'),
      sql<string | null>`case when veiled.is_withdrawn = 1 or records.deleted_at is not null
        then ${UNSAID} end`.as('deleted_at'),
      erasedUnsaid,
      sql<number>`1`.as('restricted'),
    ])
    .where('veiled.centre_id', '=', centreId)
    .where('veiled.revision', '>', cursor);
  // What a device holds of them under their own ids from when it could be seen.
  const forgotten = responses
    .select([
      'records.collection',
      'records.record_id',
      'records.revision',
      sql<string>`'{}'`.as('fields'),
      sql<string>`'[]'`.as('conflicts'),
      sql<string>`'[]'`.as('warnings'),
      sql<string | null>`cast(${UNSAID} as text)`.as('deleted_at'),
      erasedUnsaid,
      sql<number>`0`.as('restricted'),
    ])
    .where('veiled.centre_id', '=', centreId)
    .where('veiled.was_known', '=', 1)
    .where('records.restricted', '=', 1)
    .where('records.revision', '>', cursor);
  return selectPlain(db, centreId, cursor, collections)
    .where('restricted', '=', 0)
    .unionAll(copies)
    .unionAll(forgotten);
}

/** Which of these records not everyone may see as they are. */
export async function listRestrictedAmong(
  db: Kysely<Database> | Transaction<Database>,
  centreId: string,
  recordIds: readonly string[],
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('records')
    .select('record_id')
    .where('centre_id', '=', centreId)
    .where('record_id', 'in', recordIds)
    .where('restricted', '=', 1)
    .execute();
  return new Set(rows.map((row) => row.record_id));
}

function countFitting(sizes: readonly number[], atMost: { records: number; bytes: number }): number {
  let bytes = 0;
  const beyond = sizes.findIndex((size, index) => {
    bytes += size;
    return index > 0 && (index === atMost.records || bytes > atMost.bytes);
  });
  return beyond < 0 ? sizes.length : beyond;
}

/** Writes records, whether they are new or not; what finds them by more than their id is left to its indexes. */
export async function writeRecords(
  tx: Transaction<Database>,
  centreId: string,
  records: readonly CentreRecord[],
): Promise<void> {
  for (let start = 0; start < records.length; start += ROWS_PER_INSERT) {
    await tx
      .insertInto('records')
      .values(records.slice(start, start + ROWS_PER_INSERT).map((record) => toRow(centreId, record)))
      .onConflict((conflict) =>
        conflict
          .columns(['centre_id', 'record_id'])
          .doUpdateSet(({ ref }) => ({
            revision: ref('excluded.revision'),
            fields: ref('excluded.fields'),
            units: ref('excluded.units'),
            conflicts: ref('excluded.conflicts'),
            warnings: ref('excluded.warnings'),
            deleted_at: ref('excluded.deleted_at'),
            erased_at: ref('excluded.erased_at'),
          })),
      )
      .execute();
  }
}

/** Writes one of the columns that indexes keep beside the records, by their ids; rows that say so already stay untouched. */
export async function saveRecordColumn(
  tx: Transaction<Database>,
  centreId: string,
  column: 'restricted' | 'merged_into',
  values: ReadonlyMap<string, string | number | null>,
): Promise<void> {
  for (const value of new Set(values.values())) {
    const ids = [...values].flatMap(([id, own]) => (own === value ? [id] : []));
    for (let start = 0; start < ids.length; start += ROWS_PER_INSERT) {
      await tx
        .updateTable('records')
        .set({ [column]: value })
        .where('centre_id', '=', centreId)
        .where('record_id', 'in', ids.slice(start, start + ROWS_PER_INSERT))
        .where(column, 'is distinct from', value)
        .execute();
    }
  }
}

function toRow(centreId: string, record: CentreRecord) {
  return {
    centre_id: centreId,
    record_id: record.id,
    collection: record.collection,
    revision: record.revision,
    fields: JSON.stringify(record.fields),
    units: JSON.stringify(record.units),
    conflicts: JSON.stringify(record.conflicts),
    warnings: JSON.stringify(record.warnings),
    deleted_at: record.deletedAt,
    erased_at: record.erasedAt,
  };
}

function fromRow(row: Selectable<Database['records']>): CentreRecord {
  return {
    collection: row.collection as Collection,
    id: row.record_id,
    revision: Number(row.revision),
    fields: JSON.parse(row.fields) as JsonObject,
    units: JSON.parse(row.units) as Record<string, UnitStamp>,
    conflicts: JSON.parse(row.conflicts) as Conflict[],
    warnings: JSON.parse(row.warnings) as RecordWarning[],
    deletedAt: row.deleted_at,
    erasedAt: row.erased_at,
  };
}

/** The visits of a centre that are planned for a day, deleted ones left out. */
export async function listVisitsPlannedFor(
  db: Kysely<Database> | Transaction<Database>,
  centreId: string,
  date: PlainDate,
): Promise<CentreRecord[]> {
  const rows = await db
    .selectFrom('records')
    .selectAll()
    .where('centre_id', '=', centreId)
    .where('collection', '=', 'visits')
    .where('deleted_at', 'is', null)
    // The fields are canonical JSON: a day stands in them in one way only.
    .where('fields', 'like', `%"plannedDate":"${date}"%`)
    .execute();
  return rows.map(fromRow);
}
