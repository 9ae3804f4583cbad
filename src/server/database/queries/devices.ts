import type { Instant } from '#domain/canonical/dates.ts';
import type { Queries } from '#server/database/schema.ts';

/** Whose the devices are, by their ids; those that nobody has sent anything from are left out. */
export async function listDeviceOwners(
  db: Queries,
  centreId: string,
  deviceIds: readonly string[],
): Promise<Map<string, string>> {
  if (deviceIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('devices')
    .select(['device_id', 'user_id'])
    .where('centre_id', '=', centreId)
    .where('device_id', 'in', deviceIds)
    .execute();
  return new Map(rows.map((row) => [row.device_id, row.user_id]));
}

/** Makes a device a person's for good; one that is somebody's already stays theirs. */
export async function registerDevice(
  db: Queries,
  device: { centreId: string; deviceId: string; userId: string; at: Instant },
): Promise<void> {
  await db
    .insertInto('devices')
    .values({
      centre_id: device.centreId,
      device_id: device.deviceId,
      user_id: device.userId,
      first_seen_at: device.at,
    })
    .onConflict((conflict) => conflict.columns(['centre_id', 'device_id']).doNothing())
    .execute();
}
