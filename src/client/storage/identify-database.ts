import type { BansoDatabase } from './database.ts';
import { newId } from './new-id.ts';

/** Who writes in a database, and which one it is. */
export interface DatabaseIdentity {
  deviceId: string;
  databaseId: string;
}

/** The identity of a database; one that was just made gets its own, never that of one before it. */
export async function identifyDatabase(db: BansoDatabase): Promise<DatabaseIdentity> {
  const [deviceId, databaseId] = await Promise.all([db.getMeta('deviceId'), db.getMeta('databaseId')]);
  if (deviceId && databaseId) return { deviceId, databaseId };
  return db.transaction('rw', db.meta, async () => {
    // Read once more in here: another tab may have been quicker.
    const identity = {
      deviceId: (await db.getMeta('deviceId')) ?? newId(),
      databaseId: (await db.getMeta('databaseId')) ?? newId(),
    };
    await db.setMeta('deviceId', identity.deviceId);
    await db.setMeta('databaseId', identity.databaseId);
    return identity;
  });
}
