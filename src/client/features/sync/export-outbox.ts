import type { BansoDatabase } from '#client/storage/database.ts';

/**
 * Everything that has not been acknowledged, as the JSON text of a file: the changes as
 * they were made, with their author, so that nothing of them is lost with the device.
 */
export async function exportOutbox(db: BansoDatabase, exportedAt: string): Promise<string> {
  const entries = await db.outbox.orderBy('deviceSeq').toArray();
  return JSON.stringify({ format: 'banso-unsent-changes', version: 1, exportedAt, changes: entries.map(({ change }) => change) }, null, 2);
}

/** Offers a text as a file to save. */
export function offerFile(name: string, text: string, mediaType: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: mediaType }));
  link.download = name;
  link.click();
  // Safari still reads the blob after the click has returned.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
