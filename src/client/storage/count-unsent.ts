import type { Backlog } from '#protocol/sync.ts';
import type { BansoDatabase } from './database.ts';

/** How many changes the server does not have, those that it has refused included. */
export async function countUnsent(db: BansoDatabase): Promise<number> {
  // Of one moment: between two reads the office could be handed one entry and another be written.
  return db.transaction('r', db.outbox, async () => {
    const [all, handed] = await Promise.all([
      db.outbox.count(),
      db.outbox.where('state').equals('handed').count(),
    ]);
    return all - handed;
  });
}

/**
 * Whether codes that were read from returned mail, or sheets of paper that were keyed, are not on the server yet.
 * They are not the outbox's, and cannot be sealed: only this device can send them.
 */
export async function holdsUnsentFieldwork(db: BansoDatabase): Promise<boolean> {
  const scans = await db.scans.where('state').anyOf('waiting', 'complaint').count();
  if (scans > 0) return true;
  return (await db.keyedEntries.filter(({ sent }) => sent === undefined).count()) > 0;
}

/** The number of `countUnsent` with the time of the oldest of them, as it is told to those who look after the centre's people. */
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
