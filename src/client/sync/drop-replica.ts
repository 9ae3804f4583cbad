import type { BansoDatabase } from '#client/storage/database.ts';
import { takeNewDeviceId } from '#client/storage/device-identity.ts';
import { emptyReplica } from '#client/storage/refill.ts';

/**
 * Takes the centre's records off a device whose person may not hold them any longer. What
 * they have recorded and not sent stays, and so does their own input: it is sent when the
 * role is given back, or exported.
 */
export async function dropReplica(db: BansoDatabase): Promise<void> {
  await db.transaction('rw', db.recordTables, async () => {
    await emptyReplica(db);
    // What was written here before is not known here any longer: edits to come must not pass for
    // edits by somebody who had it before their eyes.
    await takeNewDeviceId(db);
  });
  await db.invitations.clear();
  await db.imports.clear();
  await db.importedRecords.clear();
  await db.keyingWork.clear();
  const copies = await db.files.filter(({ isCopy }) => isCopy === true).primaryKeys();
  await db.files.bulkDelete(copies);
  await db.fileBytes.bulkDelete(copies);
  // Should the records come back, they come as on a new device.
  await db.meta.delete('lastSyncAt');
}
