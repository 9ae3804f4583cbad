import type { Transaction } from 'kysely';
import type { Instant } from '#domain/canonical/dates.ts';
import type { Database, Queries } from '#server/database/schema.ts';
import { raiseRevision } from './centres.ts';

/** How far a centre had come. */
export interface Reached {
  revision: number;
  submissions: number;
}

/** An older state of a centre that was put back, by the command or beside it. */
export interface Restore {
  centreId: string;
  /** The epoch that began with it, and the one that it ended. */
  epoch: string;
  epochBefore: string;
  noticedAt: Instant;
  /** By the command; else noticed by what a device has proven. */
  isDeclared: boolean;
  /** How far the state that was put back had come; of one that was noticed later, how far at that time. */
  kept: Reached;
  /** How far the centre is proven to have come before. */
  seen: Reached;
}

/** A restore, and whether an administrator has taken notice of all that is known of it. */
export interface KnownRestore extends Restore {
  understoodAt: Instant | null;
}

/** Keeps what is known of a restore. */
export async function insertRestore(tx: Queries, restore: Restore): Promise<void> {
  await tx
    .insertInto('restores')
    .values({
      centre_id: restore.centreId,
      epoch: restore.epoch,
      epoch_before: restore.epochBefore,
      noticed_at: restore.noticedAt,
      is_declared: restore.isDeclared ? 1 : 0,
      kept_revision: restore.kept.revision,
      kept_submissions: restore.kept.submissions,
      seen_revision: restore.seen.revision,
      seen_submissions: restore.seen.submissions,
    })
    .execute();
}

/** A centre's restores, the latest first. */
export async function listRestores(db: Queries, centreId: string): Promise<KnownRestore[]> {
  const rows = await db
    .selectFrom('restores')
    .selectAll()
    .where('centre_id', '=', centreId)
    .orderBy('noticed_at', 'desc')
    .orderBy('epoch', 'desc')
    .execute();
  return rows.map((row) => ({
    centreId: row.centre_id,
    epoch: row.epoch,
    epochBefore: row.epoch_before,
    noticedAt: row.noticed_at,
    isDeclared: row.is_declared === 1,
    kept: { revision: Number(row.kept_revision), submissions: row.kept_submissions },
    seen: { revision: Number(row.seen_revision), submissions: row.seen_submissions },
    understoodAt: row.understood_at,
  }));
}

/**
 * Notes that a centre is proven to have come further before a restore than was known; never less. Who took
 * notice of the restore before is told once more.
 */
export async function raiseRestore(
  tx: Transaction<Database>,
  centreId: string,
  epoch: string,
  seen: Reached,
): Promise<void> {
  // Numbers of receipts come from revisions: none is given twice.
  await raiseRevision(tx, centreId, seen.revision);
  for (const [column, value] of [
    ['seen_revision', seen.revision],
    ['seen_submissions', seen.submissions],
  ] as const) {
    await tx
      .updateTable('restores')
      .set({ [column]: value, understood_at: null })
      .where('centre_id', '=', centreId)
      .where('epoch', '=', epoch)
      .where(column, '<', value)
      .execute();
  }
}

/** Notes that an administrator has taken notice of a restore; false when there is none. */
export async function understandRestore(
  db: Queries,
  centreId: string,
  epoch: string,
  at: Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('restores')
    .set({ understood_at: at })
    .where('centre_id', '=', centreId)
    .where('epoch', '=', epoch)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
