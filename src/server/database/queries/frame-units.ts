import type { Selectable } from 'kysely';
import type { FrameUnitsTable, Queries } from '#server/database/schema.ts';

/** Ids per statement: written out they cost more than what they find. */
const IDS_PER_QUERY = 500;
/** Rows per statement: eighteen values each, of which SQLite takes 32,766. */
const ROWS_PER_INSERT = 500;

/** What names a company, taken away. */
const NAMELESS = {
  name: null,
  name_key: null,
  kana: null,
  postal_code: null,
  address: null,
  phone: null,
  contact_name: null,
  corporate_number: null,
  employee_count: null,
};

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

/** Writes addresses that are there already, as they are now. */
export async function updateFrameUnits(db: Queries, units: readonly StoredFrameUnit[]): Promise<void> {
  for (let start = 0; start < units.length; start += ROWS_PER_INSERT)
    await db
      .insertInto('frame_units')
      .values(units.slice(start, start + ROWS_PER_INSERT))
      .onConflict((conflict) =>
        conflict
          .columns(['centre_id', 'unit_id'])
          .doUpdateSet(({ ref }) => ({
            name: ref('excluded.name'),
            name_key: ref('excluded.name_key'),
            kana: ref('excluded.kana'),
            industry: ref('excluded.industry'),
            employees: ref('excluded.employees'),
            employee_count: ref('excluded.employee_count'),
            sales: ref('excluded.sales'),
            municipality: ref('excluded.municipality'),
            postal_code: ref('excluded.postal_code'),
            address: ref('excluded.address'),
            phone: ref('excluded.phone'),
            contact_name: ref('excluded.contact_name'),
            corporate_number: ref('excluded.corporate_number'),
            account_id: ref('excluded.account_id'),
            is_gone: ref('excluded.is_gone'),
          })),
      )
      .execute();
}

/** The highest row that a list has; 0 for one without any. */
export async function findLastRow(db: Queries, centreId: string, listId: string): Promise<number> {
  const row = await db
    .selectFrom('frame_units')
    .select(({ fn }) => fn.max('row_number').as('last'))
    .where('centre_id', '=', centreId)
    .where('list_id', '=', listId)
    .executeTakeFirst();
  return row?.last ?? 0;
}

/** Addresses of a list after a row, in its order; with a search only those whose name has the text (`matchableName`) in it. */
export async function listFrameUnitsAfter(
  db: Queries,
  centreId: string,
  listId: string,
  { after, limit, search = '' }: { after: number; limit: number; search?: string },
): Promise<StoredFrameUnit[]> {
  let query = db
    .selectFrom('frame_units')
    .selectAll()
    .where('centre_id', '=', centreId)
    .where('list_id', '=', listId)
    .where('row_number', '>', after)
    .orderBy('row_number')
    .limit(limit);
  if (search !== '') query = query.where('name_key', 'like', `%${search.replace(/[\\%_]/g, '')}%`);
  return query.execute();
}

/** What samples are drawn by, of a list's addresses that its newest import has. */
export async function listSampleAttributes(
  db: Queries,
  centreId: string,
  listId: string,
): Promise<
  Pick<StoredFrameUnit, 'unit_id' | 'row_number' | 'industry' | 'employees' | 'sales' | 'municipality'>[]
> {
  return db
    .selectFrom('frame_units')
    .select(['unit_id', 'row_number', 'industry', 'employees', 'sales', 'municipality'])
    .where('centre_id', '=', centreId)
    .where('list_id', '=', listId)
    .where('is_gone', '=', 0)
    .execute();
}

/** How many of a list's addresses that its newest import has are alike. */
export async function countFrameCells(
  db: Queries,
  centreId: string,
  listId: string,
): Promise<
  (Record<'industry' | 'employees' | 'sales' | 'municipality', string | null> & { count: number })[]
> {
  const rows = await db
    .selectFrom('frame_units')
    .select(['industry', 'employees', 'sales', 'municipality'])
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where('centre_id', '=', centreId)
    .where('list_id', '=', listId)
    .where('is_gone', '=', 0)
    .groupBy(['industry', 'employees', 'sales', 'municipality'])
    .execute();
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

/** Of each list how many addresses the newest import has, how many it does not have any more, and how many are linked. */
export async function countFrameUnits(
  db: Queries,
  centreId: string,
): Promise<Map<string, { units: number; gone: number; linked: number }>> {
  const rows = await db
    .selectFrom('frame_units')
    .select('list_id')
    .select(({ fn }) => [
      fn.countAll<number | string>().as('all'),
      fn.sum<number | string>('is_gone').as('gone'),
      fn.count<number | string>('account_id').as('linked'),
    ])
    .where('centre_id', '=', centreId)
    .groupBy('list_id')
    .execute();
  return new Map(
    rows.map((row) => [
      row.list_id,
      { units: Number(row.all) - Number(row.gone), gone: Number(row.gone), linked: Number(row.linked) },
    ]),
  );
}

/** Says of which company's record an address is. */
export async function linkFrameUnit(
  db: Queries,
  centreId: string,
  unitId: string,
  accountId: string | null,
): Promise<void> {
  await db
    .updateTable('frame_units')
    .set({ account_id: accountId })
    .where('centre_id', '=', centreId)
    .where('unit_id', '=', unitId)
    .execute();
}

/** Deletes from a list what names the companies; by what they are counted stays. */
export async function eraseFrameNames(db: Queries, centreId: string, listId: string): Promise<void> {
  await db
    .updateTable('frame_units')
    .set(NAMELESS)
    .where('centre_id', '=', centreId)
    .where('list_id', '=', listId)
    .execute();
}

/** The company that an address was found to be; undefined where it is none, or the id is no address. */
export async function findLinkedAccount(
  db: Queries,
  centreId: string,
  unitId: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('frame_units')
    .select('account_id')
    .where('centre_id', '=', centreId)
    .where('unit_id', '=', unitId)
    .executeTakeFirst();
  return row?.account_id ?? undefined;
}

/** Deletes from the lists what names companies whose records are erased. */
export async function eraseFrameUnitsOfAccounts(
  db: Queries,
  centreId: string,
  accountIds: readonly string[],
): Promise<void> {
  if (accountIds.length === 0) return;
  await db
    .updateTable('frame_units')
    .set(NAMELESS)
    .where('centre_id', '=', centreId)
    .where('account_id', 'in', accountIds)
    .execute();
}
