import type { Instant } from '#domain/canonical/dates.ts';
import type { Queries } from './schema.ts';

export interface Centre {
  id: string;
  name: string;
}

/** The centre that was founded first; a server of one centre has no other. */
export async function findFirstCentre(db: Queries): Promise<Centre | undefined> {
  return db
    .selectFrom('centres')
    .select(['centre_id as id', 'name'])
    .orderBy('created_at')
    .orderBy('centre_id')
    .limit(1)
    .executeTakeFirst();
}

/** A centre that must exist. */
export async function getCentre(db: Queries, centreId: string): Promise<Centre> {
  return db
    .selectFrom('centres')
    .select(['centre_id as id', 'name'])
    .where('centre_id', '=', centreId)
    .executeTakeFirstOrThrow();
}

export async function insertCentre(
  db: Queries,
  centre: Centre & { epoch: string; createdAt: Instant },
): Promise<void> {
  await db
    .insertInto('centres')
    .values({ centre_id: centre.id, name: centre.name, epoch: centre.epoch, created_at: centre.createdAt })
    .execute();
}

export async function renameCentre(db: Queries, centreId: string, name: string): Promise<void> {
  await db.updateTable('centres').set({ name }).where('centre_id', '=', centreId).execute();
}

/**
 * Makes other transactions that lock or write the centre wait until this one ends;
 * an update that changes nothing does so on both databases.
 */
export async function lockCentre(db: Queries, centreId: string): Promise<void> {
  await db
    .updateTable('centres')
    .set((column) => ({ name: column.ref('name') }))
    .where('centre_id', '=', centreId)
    .execute();
}
