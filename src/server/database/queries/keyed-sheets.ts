import type { Insertable, Selectable, Updateable } from 'kysely';
import type { KeyedEntriesTable, KeyedSheetsTable, Queries } from '#server/database/schema.ts';

/** A sheet, as the database has it. */
export type StoredSheet = Selectable<KeyedSheetsTable>;
/** An entry of one, as the database has it. */
export type StoredEntry = Selectable<KeyedEntriesTable>;

/** Ids per statement. */
const IDS_PER_QUERY = 500;

export async function findSheet(
  db: Queries,
  centreId: string,
  sheetId: string,
): Promise<StoredSheet | undefined> {
  return db
    .selectFrom('keyed_sheets')
    .selectAll()
    .where('centre_id', '=', centreId)
    .where('sheet_id', '=', sheetId)
    .executeTakeFirst();
}

export async function insertSheet(db: Queries, sheet: Insertable<KeyedSheetsTable>): Promise<void> {
  await db.insertInto('keyed_sheets').values(sheet).execute();
}

export async function updateSheet(
  db: Queries,
  { centre_id: centreId, sheet_id: sheetId }: Pick<StoredSheet, 'centre_id' | 'sheet_id'>,
  changes: Updateable<KeyedSheetsTable>,
): Promise<void> {
  await db
    .updateTable('keyed_sheets')
    .set(changes)
    .where('centre_id', '=', centreId)
    .where('sheet_id', '=', sheetId)
    .execute();
}

/** A survey's sheets in a state, the oldest first. */
export async function listSheets(
  db: Queries,
  centreId: string,
  surveyId: string,
  status: string,
): Promise<StoredSheet[]> {
  return db
    .selectFrom('keyed_sheets')
    .selectAll()
    .where('centre_id', '=', centreId)
    .where('survey_id', '=', surveyId)
    .where('status', '=', status)
    .orderBy('received_at')
    .orderBy('sheet_id')
    .execute();
}

/** How many sheets of a survey there are in each state. */
export async function countSheets(
  db: Queries,
  centreId: string,
  surveyId: string,
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('keyed_sheets')
    .select(['status', ({ fn }) => fn.countAll<number | string>().as('count')])
    .where('centre_id', '=', centreId)
    .where('survey_id', '=', surveyId)
    .groupBy('status')
    .execute();
  return new Map(rows.map(({ status, count }) => [status, Number(count)]));
}

/** How many sheets were first keyed in a phase of the plan. */
export async function countSheetsOfPhase(
  db: Queries,
  centreId: string,
  surveyId: string,
  phase: number,
): Promise<number> {
  const { count } = await db
    .selectFrom('keyed_sheets')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where('centre_id', '=', centreId)
    .where('survey_id', '=', surveyId)
    .where('plan_phase', '=', phase)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** What came of the sheets that two people keyed, in the order in which they were compared. */
export async function listCheckedSheets(
  db: Queries,
  centreId: string,
  surveyId: string,
): Promise<{ fields: number; errors: number; comparison: string }[]> {
  const rows = await db
    .selectFrom('keyed_sheets')
    .select(['checked_fields', 'first_errors', 'comparison'])
    .where('centre_id', '=', centreId)
    .where('survey_id', '=', surveyId)
    .where('checked_at', 'is not', null)
    .orderBy('checked_at')
    .orderBy('sheet_id')
    .execute();
  return rows.map((row) => ({
    fields: row.checked_fields,
    errors: row.first_errors,
    comparison: row.comparison ?? '{}',
  }));
}

export async function findEntry(
  db: Queries,
  centreId: string,
  entryId: string,
): Promise<StoredEntry | undefined> {
  return db
    .selectFrom('keyed_entries')
    .selectAll()
    .where('centre_id', '=', centreId)
    .where('entry_id', '=', entryId)
    .executeTakeFirst();
}

export async function insertEntry(db: Queries, entry: StoredEntry): Promise<void> {
  await db.insertInto('keyed_entries').values(entry).execute();
}

/** The entries of sheets; of several in the same pass the first that came counts. */
export async function listEntries(
  db: Queries,
  centreId: string,
  sheetIds: readonly string[],
): Promise<StoredEntry[]> {
  const entries: StoredEntry[] = [];
  for (let start = 0; start < sheetIds.length; start += IDS_PER_QUERY) {
    entries.push(
      ...(await db
        .selectFrom('keyed_entries')
        .selectAll()
        .where('centre_id', '=', centreId)
        .where('sheet_id', 'in', sheetIds.slice(start, start + IDS_PER_QUERY))
        .orderBy('received_at')
        .orderBy('entry_id')
        .execute()),
    );
  }
  return entries;
}

/** What one person has keyed of a survey. */
export async function sumKeystrokes(
  db: Queries,
  centreId: string,
  surveyId: string,
  userId: string,
): Promise<{ sheets: number; keystrokes: number; activeSeconds: number }> {
  const row = await db
    .selectFrom('keyed_entries')
    .select(({ fn }) => [
      fn.countAll<number | string>().as('sheets'),
      fn.sum<number | string | null>('keystrokes').as('keystrokes'),
      fn.sum<number | string | null>('active_seconds').as('seconds'),
    ])
    .where('centre_id', '=', centreId)
    .where('survey_id', '=', surveyId)
    .where('keyed_by', '=', userId)
    .where('pass', 'in', [1, 2])
    .executeTakeFirstOrThrow();
  return {
    sheets: Number(row.sheets),
    keystrokes: Number(row.keystrokes ?? 0),
    activeSeconds: Number(row.seconds ?? 0),
  };
}

/**
 * Empties what was keyed of sheets that became an erased response, or are an erased company's; how well it was
 * keyed stays. Such a sheet waits for nobody any more.
 */
export async function emptyKeyedSheetsOf(db: Queries, centreId: string, recordId: string): Promise<void> {
  const sheets = await db
    .selectFrom('keyed_sheets')
    .select('sheet_id')
    .where('centre_id', '=', centreId)
    .where((where) => where.or([where('response_id', '=', recordId), where('unit_id', '=', recordId)]))
    .execute();
  for (const { sheet_id: sheetId } of sheets) {
    await db
      .updateTable('keyed_entries')
      .set({ content: '{"values":{},"attempts":{}}' })
      .where('centre_id', '=', centreId)
      .where('sheet_id', '=', sheetId)
      .execute();
    await updateSheet(db, { centre_id: centreId, sheet_id: sheetId }, { status: 'done', sheet_number: null });
  }
}
