import type { Install } from '#protocol/sync.ts';
import type { BansoDatabase, OutboxEntry } from './database.ts';
import { newId } from './new-id.ts';

/**
 * What the next push says of where it comes from, durable before it is sent; within a transaction. Until
 * a push is answered, those that follow say the same: nobody knows whether it arrived.
 */
export async function showInstall(db: BansoDatabase): Promise<Install> {
  const deviceId = await db.getMeta('deviceId');
  if (!deviceId) throw new Error('this database has no device id');
  const formerly = (await db.getMeta('formerDeviceIds')) ?? [];
  let install = await db.getMeta('install');
  if (!install) {
    install = { mark: newId(), next: newId() };
    await db.setMeta('install', install);
  }
  return { deviceId, ...install, formerly };
}

/** The server has heard what was shown; within a transaction. */
export async function moveInstallOn(db: BansoDatabase, { next }: Install): Promise<void> {
  // Another tab may have moved on from it already.
  if ((await db.getMeta('install'))?.next === next)
    await db.setMeta('install', { mark: next, next: newId() });
}

/**
 * Gives the device a new id for what is recorded from now on. What waits keeps the id under which it was
 * recorded, as the server may have it.
 */
export async function takeNewDeviceId(db: BansoDatabase): Promise<void> {
  await db.transaction('rw', db.outbox, db.meta, async () => {
    const waiting = await db.outbox.toArray();
    await db.setMeta('formerDeviceIds', [...new Set(waiting.map(({ change }) => change.deviceId))]);
    await db.setMeta('deviceId', newId());
    await db.meta.delete('install');
  });
}

/**
 * A new id for a device that the server has taken for a copy of another one; unless what it was shown has
 * been moved on from since, by another tab that was faster.
 */
export async function leaveSharedId(db: BansoDatabase, shown: Install): Promise<void> {
  await db.transaction('rw', db.outbox, db.meta, async () => {
    if ((await db.getMeta('install'))?.next === shown.next) await takeNewDeviceId(db);
  });
}

/**
 * Gives a change another identity that the server cannot take under the one it has, because that is another's.
 * It has not got it, then: as a change of its own it arrives once. Its number stays, and with it its place
 * among what waits.
 */
export async function giveOwnIdentity(db: BansoDatabase, entry: OutboxEntry): Promise<void> {
  const { acknowledged: _had, failedRounds: _failed, change, ...rest } = entry;
  const deviceId = (await db.getMeta('deviceId')) ?? change.deviceId;
  await db.outbox.put({ ...rest, state: 'pending', change: { ...change, changeId: newId(), deviceId } });
}
