import type { BansoDatabase } from '#client/storage/database.ts';

/**
 * Everything that has not been acknowledged, as the JSON text of a file: the changes as
 * they were made, with their author, so that nothing of them is lost with the device.
 */
export async function exportOutbox(db: BansoDatabase, exportedAt: string): Promise<string> {
  const entries = await db.outbox.orderBy('deviceSeq').toArray();
  return JSON.stringify(
    { format: 'banso-unsent-changes', version: 1, exportedAt, changes: entries.map(({ change }) => change) },
    null,
    2,
  );
}
