import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { DeviceBacklog } from '#protocol/devices.ts';
import type { Backlog } from '#protocol/sync.ts';
import { keepBacklog, listBacklogs } from '#server/database/queries/devices.ts';
import { instantOf } from '#server/journal/clock.ts';

/** Longer ones are cut: the beginning says which device it is. */
const MAX_USER_AGENT = 300;

/** Keeps what a device tells of what waits on it. A clock that is ahead counts as ours. */
export async function noteBacklog(
  { database, clock }: FastifyInstance,
  { session, headers }: Pick<FastifyRequest, 'session' | 'headers'>,
  backlog: Backlog | undefined,
): Promise<void> {
  if (!backlog) return;
  const { centreId, userId } = session;
  const { deviceId, unsent, since } = backlog;
  const at = instantOf(clock);
  await keepBacklog(database.db, {
    centreId,
    deviceId,
    userId,
    at,
    unsent,
    since: since !== null && since > at ? at : since,
    userAgent: headers['user-agent']?.slice(0, MAX_USER_AGENT) ?? null,
  });
}

/** What waits on the centre's devices, the oldest first, then those on which nothing waits, by their last contact. */
export async function listDeviceBacklogs(
  { database }: FastifyInstance,
  centreId: string,
): Promise<DeviceBacklog[]> {
  const rows = await listBacklogs(database.db, centreId);
  const order = ({ since, at }: (typeof rows)[number]): string => since ?? `z${at}`;
  return rows
    .toSorted((one, other) => (order(one) < order(other) ? -1 : 1))
    .map(({ deviceId, userId, userAgent, at, unsent, since }) => ({
      deviceId,
      userId,
      userAgent: userAgent ?? '',
      lastContactAt: at,
      unsent,
      since,
    }));
}
