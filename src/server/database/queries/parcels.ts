import type { Instant } from '#domain/canonical/dates.ts';
import type { ParcelsTable, Queries } from '#server/database/schema.ts';

/** A parcel without its letter. */
export type StoredParcel = Omit<ParcelsTable, 'letter'>;

const HEAD = [
  'centre_id',
  'parcel_id',
  'received_at',
  'user_id',
  'change_count',
  'draft_count',
  'opened_at',
  'opened_by',
  'refused_count',
] as const;

/** Keeps a parcel; the same one again changes nothing. */
export async function insertParcel(
  db: Queries,
  parcel: Omit<ParcelsTable, 'opened_at' | 'opened_by' | 'refused_count'>,
): Promise<void> {
  await db
    .insertInto('parcels')
    .values({ ...parcel, opened_at: null, opened_by: null, refused_count: null })
    .onConflict((conflict) => conflict.columns(['centre_id', 'parcel_id']).doNothing())
    .execute();
}

/** A centre's parcels, those that nobody has opened first, then the newest. */
export async function listParcels(db: Queries, centreId: string, limit: number): Promise<StoredParcel[]> {
  return db
    .selectFrom('parcels')
    .select(HEAD)
    .where('centre_id', '=', centreId)
    .orderBy(({ eb }) => eb.case().when('opened_at', 'is', null).then(0).else(1).end())
    .orderBy('received_at', 'desc')
    .orderBy('parcel_id')
    .limit(limit)
    .execute();
}

/** The sealed letter of a parcel. */
export async function findLetter(
  db: Queries,
  centreId: string,
  parcelId: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('parcels')
    .select('letter')
    .where('centre_id', '=', centreId)
    .where('parcel_id', '=', parcelId)
    .executeTakeFirst();
  return row?.letter;
}

/** How many parcels of a centre nobody has opened. */
export async function countWaitingParcels(db: Queries, centreId: string): Promise<number> {
  const { count } = await db
    .selectFrom('parcels')
    .select((column) => column.fn.countAll().as('count'))
    .where('centre_id', '=', centreId)
    .where('opened_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Notes that a parcel was taken in. */
export async function markParcelOpened(
  db: Queries,
  { centreId, parcelId }: { centreId: string; parcelId: string },
  opened: { at: Instant; by: string; refused: number },
): Promise<void> {
  await db
    .updateTable('parcels')
    .set({ opened_at: opened.at, opened_by: opened.by, refused_count: opened.refused })
    .where('centre_id', '=', centreId)
    .where('parcel_id', '=', parcelId)
    .execute();
}
