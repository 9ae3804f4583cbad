import type { Instant } from '#domain/canonical/dates.ts';
import type { LotKind, LotMark } from '#domain/fieldwork/lots/lot-kinds.ts';
import type { LetterLotMarksTable, LetterLotsTable, Queries } from '#server/database/schema.ts';

/** A lot of letters, without whom they are for. */
export type StoredLot = LetterLotsTable;

/** A mark of a lot that holds. */
export type StoredMark = Omit<LetterLotMarksTable, 'undone_at' | 'undone_by'>;

/** Rows per statement, see `appendChanges`. */
const ROWS_PER_INSERT = 200;

/** Adds a lot with its units in their order. */
export async function insertLot(db: Queries, lot: StoredLot, unitIds: readonly string[]): Promise<void> {
  await db.insertInto('letter_lots').values(lot).execute();
  const rows = unitIds.map((unitId, index) => ({
    centre_id: lot.centre_id,
    lot_id: lot.lot_id,
    position: index + 1,
    unit_id: unitId,
  }));
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT)
    await db
      .insertInto('letter_lot_units')
      .values(rows.slice(start, start + ROWS_PER_INSERT))
      .execute();
}

/** A survey's lots by their numbers. */
export async function listLots(db: Queries, centreId: string, surveyId: string): Promise<StoredLot[]> {
  return db
    .selectFrom('letter_lots')
    .selectAll()
    .where('centre_id', '=', centreId)
    .where('survey_id', '=', surveyId)
    .orderBy('number')
    .execute();
}

/** One lot of a survey. */
export async function findLot(
  db: Queries,
  centreId: string,
  { surveyId, lotId }: { surveyId: string; lotId: string },
): Promise<StoredLot | undefined> {
  return db
    .selectFrom('letter_lots')
    .selectAll()
    .where('centre_id', '=', centreId)
    .where('lot_id', '=', lotId)
    .where('survey_id', '=', surveyId)
    .executeTakeFirst();
}

/** The units of a lot in the order of its letters. */
export async function listLotUnits(db: Queries, centreId: string, lotId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('letter_lot_units')
    .select('unit_id')
    .where('centre_id', '=', centreId)
    .where('lot_id', '=', lotId)
    .orderBy('position')
    .execute();
  return rows.map(({ unit_id: unitId }) => unitId);
}

/** The units that are in lots of a survey, by the kind of the lot. */
export async function listUnitsInLots(
  db: Queries,
  centreId: string,
  surveyId: string,
): Promise<Map<LotKind, Set<string>>> {
  const rows = await db
    .selectFrom('letter_lots')
    .innerJoin('letter_lot_units', (join) =>
      join
        .onRef('letter_lot_units.centre_id', '=', 'letter_lots.centre_id')
        .onRef('letter_lot_units.lot_id', '=', 'letter_lots.lot_id'),
    )
    .select(['letter_lots.kind', 'letter_lot_units.unit_id as unitId'])
    .where('letter_lots.centre_id', '=', centreId)
    .where('letter_lots.survey_id', '=', surveyId)
    .execute();
  const byKind = new Map<LotKind, Set<string>>();
  for (const { kind, unitId } of rows) {
    const units = byKind.get(kind);
    if (units) units.add(unitId);
    else byKind.set(kind, new Set([unitId]));
  }
  return byKind;
}

/** Takes a lot away with its units and marks. */
export async function deleteLot(db: Queries, centreId: string, lotId: string): Promise<void> {
  for (const table of ['letter_lot_marks', 'letter_lot_units', 'letter_lots'] as const)
    await db.deleteFrom(table).where('centre_id', '=', centreId).where('lot_id', '=', lotId).execute();
}

/** Whether a mark was noted before, also when it was undone since. */
export async function hasMark(db: Queries, centreId: string, markId: string): Promise<boolean> {
  const found = await db
    .selectFrom('letter_lot_marks')
    .select('mark_id')
    .where('centre_id', '=', centreId)
    .where('mark_id', '=', markId)
    .executeTakeFirst();
  return found !== undefined;
}

/** Notes what was done with a lot. */
export async function insertMark(db: Queries, mark: StoredMark): Promise<void> {
  await db
    .insertInto('letter_lot_marks')
    .values({ ...mark, undone_at: null, undone_by: null })
    .execute();
}

/** The marks of a survey's lots that hold, the newest last. */
export async function listMarks(db: Queries, centreId: string, surveyId: string): Promise<StoredMark[]> {
  return db
    .selectFrom('letter_lot_marks')
    .innerJoin('letter_lots', (join) =>
      join
        .onRef('letter_lots.centre_id', '=', 'letter_lot_marks.centre_id')
        .onRef('letter_lots.lot_id', '=', 'letter_lot_marks.lot_id'),
    )
    .selectAll('letter_lot_marks')
    .where('letter_lots.centre_id', '=', centreId)
    .where('letter_lots.survey_id', '=', surveyId)
    .where('undone_at', 'is', null)
    .orderBy('noted_at')
    .execute();
}

/** Takes a lot's mark back. */
export async function undoMarks(
  db: Queries,
  centreId: string,
  { lotId, mark }: { lotId: string; mark: LotMark },
  undone: { at: Instant; by: string },
): Promise<void> {
  await db
    .updateTable('letter_lot_marks')
    .set({ undone_at: undone.at, undone_by: undone.by })
    .where('centre_id', '=', centreId)
    .where('lot_id', '=', lotId)
    .where('mark', '=', mark)
    .where('undone_at', 'is', null)
    .execute();
}

/** The entries that a mark left in the histories of a lot's units, and that hold. */
export async function listLotEvents(
  db: Queries,
  centreId: string,
  { surveyId, lotId, mark }: { surveyId: string; lotId: string; mark: LotMark },
): Promise<{ id: string; unitId: string }[]> {
  const rows = await db
    .selectFrom('unit_events')
    .select(['event_id', 'unit_id', 'event', 'undoes'])
    .where('centre_id', '=', centreId)
    .where('survey_id', '=', surveyId)
    .where('lot_id', '=', lotId)
    .where('event', 'in', [mark, 'undone'])
    .execute();
  const undone = new Set(rows.map(({ undoes }) => undoes));
  return rows
    .filter(({ event, event_id: id }) => event === mark && !undone.has(id))
    .map((row) => ({ id: row.event_id, unitId: row.unit_id }));
}
