import type { JsonObject } from '#domain/canonical/json.ts';
import type { Instant } from '#domain/canonical/dates.ts';
import type { Collection } from '#domain/records/collections.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
import type { Queries } from '#server/database/schema.ts';

/** A record as far as indexes read it. */
export type IndexedRecord = Pick<SyncRecord, 'collection' | 'id' | 'fields' | 'deletedAt'>;

/** By which version of its rule each of a centre's indexes was built, by name. */
export async function listIndexVersions(db: Queries, centreId: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('record_indexes')
    .select(['name', 'version'])
    .where('centre_id', '=', centreId)
    .execute();
  return new Map(rows.map(({ name, version }) => [name, version]));
}

/** Notes that an index has been built by a version of its rule. */
export async function putIndexVersion(
  db: Queries,
  centreId: string,
  { name, version }: { name: string; version: number },
  builtAt: Instant,
): Promise<void> {
  await db
    .insertInto('record_indexes')
    .values({ centre_id: centreId, name, version, built_at: builtAt })
    .onConflict((conflict) =>
      conflict
        .columns(['centre_id', 'name'])
        .doUpdateSet(({ ref }) => ({ version: ref('excluded.version'), built_at: ref('excluded.built_at') })),
    )
    .execute();
}

/** The centre's records of some collections after an id, in the order of their ids, deleted ones included. */
export async function listIndexedRecords(
  db: Queries,
  centreId: string,
  collections: readonly Collection[],
  { afterId, limit }: { afterId: string; limit: number },
): Promise<IndexedRecord[]> {
  const rows = await db
    .selectFrom('records')
    .select(['record_id', 'collection', 'fields', 'deleted_at'])
    .where('centre_id', '=', centreId)
    .where('record_id', '>', afterId)
    .where('collection', 'in', collections)
    .orderBy('record_id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    collection: row.collection as Collection,
    id: row.record_id,
    fields: JSON.parse(row.fields) as JsonObject,
    deletedAt: row.deleted_at,
  }));
}
