import type { Transaction } from 'kysely';
import type { Database, Queries, RecordLinksTable } from '#server/database/schema.ts';

/** One way in which a record is found. */
export interface RecordLink {
  kind: RecordLinksTable['kind'];
  targetId: string;
}

/** Rows per statement, see `appendChanges`. */
const ROWS_PER_INSERT = 200;

/** Writes what records are linked to, in place of what they were. */
export async function saveRecordLinks(
  tx: Transaction<Database>,
  centreId: string,
  linksByRecord: ReadonlyMap<string, readonly RecordLink[]>,
): Promise<void> {
  const records = [...linksByRecord];
  for (let start = 0; start < records.length; start += ROWS_PER_INSERT) {
    const some = records.slice(start, start + ROWS_PER_INSERT);
    await tx
      .deleteFrom('record_links')
      .where('centre_id', '=', centreId)
      .where(
        'record_id',
        'in',
        some.map(([id]) => id),
      )
      .execute();
    const rows = some.flatMap(([recordId, links]) =>
      links.map(({ kind, targetId }) => ({
        centre_id: centreId,
        record_id: recordId,
        kind,
        target_id: targetId,
      })),
    );
    if (rows.length > 0)
      await tx
        .insertInto('record_links')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
  }
}

/** The records that are linked to any of some targets in one way; in no order. */
export async function listLinked(
  db: Queries,
  centreId: string,
  kind: RecordLink['kind'],
  targetIds: readonly string[],
): Promise<{ recordId: string; targetId: string }[]> {
  if (targetIds.length === 0) return [];
  const rows = await db
    .selectFrom('record_links')
    .select(['record_id', 'target_id'])
    .where('centre_id', '=', centreId)
    .where('kind', '=', kind)
    .where('target_id', 'in', targetIds)
    .execute();
  return rows.map((row) => ({ recordId: row.record_id, targetId: row.target_id }));
}
