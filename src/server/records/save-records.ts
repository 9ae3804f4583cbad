import type { Transaction } from 'kysely';
import { loadItemRoles } from '#server/database/queries/item-roles.ts';
import { writeRecords, type CentreRecord } from '#server/database/queries/records.ts';
import type { Database } from '#server/database/schema.ts';
import { RECORD_INDEXES } from './indexes/record-indexes.ts';

/** Writes records, whether they are new or not, and with them everything that finds them by more than their id. */
export async function saveRecords(
  tx: Transaction<Database>,
  centreId: string,
  records: readonly CentreRecord[],
): Promise<void> {
  await writeRecords(tx, centreId, records);
  const rolesOf = await loadItemRoles(tx, centreId);
  for (const index of RECORD_INDEXES) await index.write(tx, centreId, records, rolesOf);
}
