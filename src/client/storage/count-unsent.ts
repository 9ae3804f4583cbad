import type { Backlog } from '#protocol/sync.ts';
import type { BansoDatabase } from './database.ts';

/** How many changes the server does not have, those that it has refused included. */
export async function countUnsent(db: BansoDatabase): Promise<number> {
  return db.outbox.where('state').notEqual('handed').count();
}

/** The same with the time of the oldest of them, as it is told to those who look after the centre's people. */
export async function readBacklog(db: BansoDatabase): Promise<Backlog | undefined> {
  const [deviceId, unsent, oldest] = await Promise.all([
    db.getMeta('deviceId'),
    countUnsent(db),
    db.outbox
      .orderBy('deviceSeq')
      .filter(({ state }) => state !== 'handed')
      .first(),
  ]);
  return deviceId === undefined ? undefined : { deviceId, unsent, since: oldest?.change.madeAt ?? null };
}
