import type { Kysely, Transaction } from 'kysely';
import { loadItemRoles } from '#server/database/queries/item-roles.ts';
import { lockCentre } from '#server/database/queries/centres.ts';
import {
  listIndexedRecords,
  listIndexVersions,
  putIndexVersion,
} from '#server/database/queries/record-indexes.ts';
import type { Database } from '#server/database/schema.ts';
import { instantOf, type Clock } from '#server/journal/clock.ts';
import type { RecordIndex } from './record-index.ts';
import { RECORD_INDEXES } from './record-indexes.ts';

/** Records per read; a centre may have tens of thousands. */
const BATCH = 500;

/** What has been built anew, from how many records. */
export interface Rebuilt {
  indexes: { name: string; from: number | undefined; to: number }[];
  records: number;
}

/**
 * Builds anew, from the records, those of a centre's indexes that another version of their
 * rule has built; reads no record where there are none. All of it is one transaction that
 * holds the centre's lock, so that nobody writes by the old rule meanwhile: of several
 * processes one builds and the others wait, and what is cut off is done again at the next start.
 *
 * An index of which no version is known was built by a migration, and is built to be sure.
 */
export async function rebuildIndexes(
  db: Kysely<Database>,
  centreId: string,
  clock: Clock,
  indexes: readonly RecordIndex[] = RECORD_INDEXES,
): Promise<Rebuilt> {
  return db.transaction().execute(async (tx) => {
    await lockCentre(tx, centreId);
    const built = await listIndexVersions(tx, centreId);
    const stale = indexes.filter(({ name, version }) => built.get(name) !== version);
    const records = stale.length > 0 ? await writeAll(tx, centreId, stale) : 0;
    for (const index of stale) {
      if (built.has(index.name)) await index.afterChange?.(tx, centreId);
      await putIndexVersion(tx, centreId, index, instantOf(clock));
    }
    return {
      indexes: stale.map(({ name, version }) => ({ name, from: built.get(name), to: version })),
      records,
    };
  });
}

/** @returns from how many records. */
async function writeAll(
  tx: Transaction<Database>,
  centreId: string,
  indexes: readonly RecordIndex[],
): Promise<number> {
  const collections = [...new Set(indexes.flatMap((index) => index.collections))];
  const rolesOf = await loadItemRoles(tx, centreId);
  let count = 0;
  for (let afterId: string | undefined = ''; afterId !== undefined;) {
    const records = await listIndexedRecords(tx, centreId, collections, { afterId, limit: BATCH });
    for (const index of indexes) await index.write(tx, centreId, records, rolesOf);
    count += records.length;
    afterId = records.at(-1)?.id;
  }
  return count;
}
