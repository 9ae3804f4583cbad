import type { Instant } from '#domain/canonical/dates.ts';
import type { Queries } from '#server/database/schema.ts';

/** A device that somebody has sent something of their own from. */
export interface Device {
  userId: string;
  /** See `DevicesTable`. */
  mark: string | null;
}

/** What a device tells of the changes that wait on it. */
export interface BacklogRow {
  centreId: string;
  deviceId: string;
  userId: string;
  at: Instant;
  unsent: number;
  since: Instant | null;
  userAgent: string | null;
}

/** Devices by their ids; those that nobody has sent anything from are left out. */
export async function listDevices(
  db: Queries,
  centreId: string,
  deviceIds: readonly string[],
): Promise<Map<string, Device>> {
  if (deviceIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('devices')
    .select(['device_id', 'user_id', 'mark'])
    .where('centre_id', '=', centreId)
    .where('device_id', 'in', deviceIds)
    .execute();
  return new Map(rows.map((row) => [row.device_id, { userId: row.user_id, mark: row.mark }]));
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

/** Keeps what a device is to move on to. */
export async function setDeviceMark(
  db: Queries,
  { centreId, deviceId, mark }: { centreId: string; deviceId: string; mark: string },
): Promise<void> {
  await db
    .updateTable('devices')
    .set({ mark })
    .where('centre_id', '=', centreId)
    .where('device_id', '=', deviceId)
    .execute();
}

/** Forgets what the devices of a centre were to move on to. */
export async function forgetDeviceMarks(db: Queries, centreId: string): Promise<void> {
  await db.updateTable('devices').set({ mark: null }).where('centre_id', '=', centreId).execute();
}

/**
 * Keeps what a device tells. One that is nobody's yet, or somebody else's, is left as it is: in another tab
 * another person may have signed in since it asked, and a device becomes a person's by what they send alone.
 */
export async function keepBacklog(db: Queries, backlog: BacklogRow): Promise<void> {
  const { centreId, deviceId, userId, at, unsent, since, userAgent } = backlog;
  await db
    .updateTable('devices')
    .set({ last_contact_at: at, unsent, unsent_since: since, user_agent: userAgent })
    .where('centre_id', '=', centreId)
    .where('device_id', '=', deviceId)
    .where('user_id', '=', userId)
    .execute();
}

/** What a centre's devices last told, in no order. */
export async function listBacklogs(db: Queries, centreId: string): Promise<BacklogRow[]> {
  const rows = await db
    .selectFrom('devices')
    .selectAll()
    .where('centre_id', '=', centreId)
    .where('last_contact_at', 'is not', null)
    .execute();
  return rows.map((row) => ({
    centreId,
    deviceId: row.device_id,
    userId: row.user_id,
    at: row.last_contact_at!,
    unsent: row.unsent,
    since: row.unsent_since,
    userAgent: row.user_agent,
  }));
}
