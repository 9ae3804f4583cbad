import type { SyncRecord } from '#domain/sync/record.ts';
import type { BansoDatabase } from './database.ts';

/**
 * Puts records into the replica that is being filled beside the one in use, unless something newer stands there: what
 * the server takes meanwhile is on no page that it has sent before; within a transaction.
 */
export async function putArriving(db: BansoDatabase, records: readonly SyncRecord[]): Promise<void> {
  const held = await db.arriving.bulkGet(records.map(({ id }) => id));
  await db.arriving.bulkPut(
    records.filter(({ revision }, index) => (held[index]?.revision ?? 0) <= revision),
  );
}
