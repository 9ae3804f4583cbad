import { matchableName } from '#domain/casework/account-import-matching.ts';
import { insertFrameUnits, type StoredFrameUnit } from '#server/database/queries/frame-units.ts';
import type { Queries } from '#server/database/schema.ts';

/** An address of a list as it is stored, with what a test says of it. */
export function makeFrameUnit(
  given: Pick<StoredFrameUnit, 'centre_id' | 'unit_id'> & Partial<StoredFrameUnit>,
): StoredFrameUnit {
  const name = given.name === undefined ? `株式会社${given.unit_id}` : given.name;
  return {
    list_id: 'list',
    row_number: 1,
    name,
    name_key: name === null ? null : matchableName(name),
    kana: null,
    industry: null,
    employees: null,
    employee_count: null,
    sales: null,
    municipality: null,
    postal_code: null,
    address: null,
    phone: null,
    contact_name: null,
    corporate_number: null,
    account_id: null,
    is_gone: 0,
    ...given,
  };
}

/** Puts a list with addresses into the database, ready for surveys. */
export async function insertFrame(
  db: Queries,
  centreId: string,
  units: readonly ({ unit_id: string } & Partial<StoredFrameUnit>)[],
  listId = 'list',
): Promise<void> {
  await db
    .insertInto('frame_lists')
    .values({
      centre_id: centreId,
      list_id: listId,
      name: '県内企業名簿',
      source: '調査会社',
      status: 'ready',
      licence_ends_on: null,
      revision: 1,
      created_at: '2026-11-01T00:00:00.000Z',
      created_by: null,
      ended_at: null,
      frozen: null,
    })
    .execute();
  await insertFrameUnits(
    db,
    units.map((unit, index) =>
      makeFrameUnit({ row_number: index + 1, list_id: listId, ...unit, centre_id: centreId }),
    ),
  );
}
