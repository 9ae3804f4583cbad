import { sql, type Selectable } from 'kysely';
import type { Instant } from '#domain/canonical/dates.ts';
import type { HeldChangesTable, Queries } from '#server/database/schema.ts';

export type HeldRow = Selectable<HeldChangesTable>;
/** One that nobody has decided about yet. */
export type NewHeldRow = Omit<HeldRow, 'decision' | 'decided_at' | 'decided_by' | 'reason'>;

/** Keeps changes that wait for the office's decision. */
export async function insertHeldChanges(db: Queries, rows: readonly NewHeldRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db.insertInto('held_changes').values(rows).execute();
}

/** The kept changes with the given ids, decided or not. */
export async function listHeldChanges(
  db: Queries,
  centreId: string,
  changeIds: readonly string[],
): Promise<HeldRow[]> {
  if (changeIds.length === 0) return [];
  return db
    .selectFrom('held_changes')
    .selectAll()
    .where('centre_id', '=', centreId)
    .where('change_id', 'in', changeIds)
    .execute();
}

/** A person's changes of some records that wait, as canonical JSON. */
export async function listWaitingOf(
  db: Queries,
  { centreId, madeBy }: { centreId: string; madeBy: string },
  recordIds: readonly string[],
): Promise<string[]> {
  if (recordIds.length === 0) return [];
  const rows = await db
    .selectFrom('held_changes')
    .select('change')
    .where('centre_id', '=', centreId)
    .where('record_id', 'in', recordIds)
    .where('made_by', '=', madeBy)
    .where('decision', 'is', null)
    .execute();
  return rows.map((row) => row.change);
}

/** Forgets all that was kept of a record, decided or not. */
export async function deleteHeldOf(db: Queries, centreId: string, recordId: string): Promise<void> {
  await db
    .deleteFrom('held_changes')
    .where('centre_id', '=', centreId)
    .where('record_id', '=', recordId)
    .execute();
}

/** What still waits, in the order in which it came: at least one, and no more than so much text of changes at once. */
export async function listWaitingChanges(
  db: Queries,
  centreId: string,
  atMostLength: number,
): Promise<HeldRow[]> {
  const waiting = db
    .selectFrom('held_changes')
    .where('centre_id', '=', centreId)
    .where('decision', 'is', null)
    .orderBy('held_at')
    .orderBy('change_id');
  const sizes = await waiting.select(sql<number>`length(change)`.as('size')).execute();
  let length = 0;
  const fitting = sizes.findIndex(({ size }, index) => (length += Number(size)) > atMostLength && index > 0);
  return waiting
    .selectAll()
    .limit(fitting < 0 ? sizes.length : fitting)
    .execute();
}

/** How many of a person's changes wait, and how long they are together. */
export async function measureWaitingChanges(
  db: Queries,
  centreId: string,
  madeBy: string,
): Promise<{ count: number; length: number }> {
  const { count, length } = await db
    .selectFrom('held_changes')
    .select(({ fn }) => [
      fn.countAll<number>().as('count'),
      sql<number | null>`sum(length(change))`.as('length'),
    ])
    .where('centre_id', '=', centreId)
    .where('made_by', '=', madeBy)
    .where('decision', 'is', null)
    .executeTakeFirstOrThrow();
  return { count: Number(count), length: Number(length ?? 0) };
}

/** Writes down what was decided; false when it was decided before, or there is no such change. */
export async function decideHeldChange(
  db: Queries,
  { centreId, changeId }: { centreId: string; changeId: string },
  decision: { decision: 'accepted' | 'declined'; by: string; at: Instant; reason: string | null },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('held_changes')
    .set({
      decision: decision.decision,
      decided_by: decision.by,
      decided_at: decision.at,
      reason: decision.reason,
    })
    .where('centre_id', '=', centreId)
    .where('change_id', '=', changeId)
    .where('decision', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
