import type { Selectable } from 'kysely';
import type { FrameUnitsTable, Queries } from '#server/database/schema.ts';

/** Ids per statement: written out they cost more than what they find. */
const IDS_PER_QUERY = 500;
/** Rows per statement: eighteen values each, of which SQLite takes 32,766. */
const ROWS_PER_INSERT = 500;

/** An address of a list as it is stored. */
export type StoredFrameUnit = Selectable<FrameUnitsTable>;

/** The addresses with the given ids, in no order; those of ended lists have no names. */
export async function listFrameUnits(
  db: Queries,
  centreId: string,
  unitIds: readonly string[],
): Promise<StoredFrameUnit[]> {
  const found: StoredFrameUnit[] = [];
  for (let start = 0; start < unitIds.length; start += IDS_PER_QUERY) {
    const rows = await db
      .selectFrom('frame_units')
      .selectAll()
      .where('centre_id', '=', centreId)
      .where('unit_id', 'in', unitIds.slice(start, start + IDS_PER_QUERY))
      .execute();
    found.push(...rows);
  }
  return found;
}

/** Adds addresses to a list. */
export async function insertFrameUnits(db: Queries, units: readonly StoredFrameUnit[]): Promise<void> {
  for (let start = 0; start < units.length; start += ROWS_PER_INSERT)
    await db
      .insertInto('frame_units')
      .values(units.slice(start, start + ROWS_PER_INSERT))
      .execute();
}
