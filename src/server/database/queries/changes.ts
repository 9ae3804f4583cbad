import type { Transaction } from 'kysely';
import type { Instant } from '#domain/canonical/dates.ts';
import type { Database, Queries } from '#server/database/schema.ts';

/** One change as the append-only log keeps it. */
export interface ChangeRow {
  centre_id: string;
  revision: number;
  change_id: string;
  device_id: string;
  device_seq: number;
  made_by: string;
  made_at: string;
  imported_by: string | null;
  collection: string;
  record_id: string;
  change: string;
  change_hash: string;
  result: string;
  effective_record_id: string;
  server_time: string;
}

/** Rows per statement: PostgreSQL takes at most 65,535 parameters, SQLite 32,766. */
const ROWS_PER_INSERT = 200;

/**
 * Locks the centre's counter for the rest of the transaction and takes `count`
 * revisions from it. Every writing transaction calls this first, so that no
 * revision becomes visible after a higher one.
 *
 * @returns the revision before the first one taken, and the centre's epoch.
 * @throws when there is no such centre.
 */
export async function takeRevisions(
  tx: Transaction<Database>,
  centreId: string,
  count: number,
): Promise<{ before: number; epoch: string }> {
  const { revision, epoch } = await tx
    .updateTable('centres')
    .set((expression) => ({ revision: expression('revision', '+', count) }))
    .where('centre_id', '=', centreId)
    .returning(['revision', 'epoch'])
    .executeTakeFirstOrThrow();
  return { before: Number(revision) - count, epoch };
}

/** Appends changes to the log. */
export async function appendChanges(tx: Transaction<Database>, rows: ChangeRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    await tx
      .insertInto('changes')
      .values(rows.slice(start, start + ROWS_PER_INSERT))
      .execute();
  }
}

/** What the log says of a change beside its content. */
export interface LoggedChange {
  changeId: string;
  changeHash: string;
  revision: number;
  /** When it was taken in. */
  serverTime: Instant;
}

/** The newest change up to a revision; null where there is none. Not each revision is a change's. */
export async function findLastChange(
  db: Queries,
  centreId: string,
  upTo: number,
): Promise<LoggedChange | null> {
  const row = await db
    .selectFrom('changes')
    .select(['change_id as changeId', 'change_hash as changeHash', 'revision', 'server_time as serverTime'])
    .where('centre_id', '=', centreId)
    .where('revision', '<=', upTo)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? { ...row, revision: Number(row.revision) } : null;
}

/** The ids of the changes that a device itself has sent under some of its sequence numbers. */
export async function listSentAs(
  tx: Transaction<Database>,
  centreId: string,
  deviceId: string,
  sequence: readonly number[],
): Promise<Map<number, string>> {
  if (sequence.length === 0) return new Map();
  const rows = await tx
    .selectFrom('changes')
    .select(['device_seq', 'change_id'])
    .where('centre_id', '=', centreId)
    .where('device_id', '=', deviceId)
    .where('device_seq', 'in', sequence)
    .where('imported_by', 'is', null)
    .execute();
  return new Map(rows.map((row) => [Number(row.device_seq), row.change_id]));
}

/** Empties the history of a record; of each change its id and its hash stay, by which it is known again. */
export async function emptyChanges(
  tx: Transaction<Database>,
  centreId: string,
  recordId: string,
): Promise<void> {
  await tx
    .updateTable('changes')
    .set({ change: '' })
    .where('centre_id', '=', centreId)
    .where((either) =>
      either.or([either('record_id', '=', recordId), either('effective_record_id', '=', recordId)]),
    )
    .execute();
}

/** The logged changes with the given ids, as the database holds them. */
export async function listChanges(
  tx: Transaction<Database>,
  centreId: string,
  changeIds: readonly string[],
): Promise<ChangeRow[]> {
  if (changeIds.length === 0) return [];
  return tx
    .selectFrom('changes')
    .selectAll()
    .where('centre_id', '=', centreId)
    .where('change_id', 'in', changeIds)
    .execute();
}
