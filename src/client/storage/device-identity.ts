import { MOST_TRIED, type Install } from '#protocol/sync.ts';
import type { BansoDatabase, OutboxEntry } from './database.ts';
import { newId } from './new-id.ts';

type Marks = Pick<Install, 'mark' | 'tried'>;

/**
 * What the next push says of where it comes from, durable before it is sent; within a transaction. Each push says
 * something of its own: a copy of this database that was made meanwhile cannot pass for it.
 */
export async function showInstall(db: BansoDatabase): Promise<Install> {
  const deviceId = await db.getMeta('deviceId');
  if (!deviceId) throw new Error('this database has no device id');
  const formerly = (await db.getMeta('formerDeviceIds')) ?? [];
  const { mark, tried }: Marks = (await readMarks(db)) ?? { mark: newId(), tried: [] };
  const next = newId();
  await db.setMeta('install', { mark, tried: [...tried, next].slice(-MOST_TRIED) });
  if (await db.getMeta('refill')) await stretchSharedHistory(db);
  const shared = await db.getMeta('sharedHistory');
  return { deviceId, mark, next, tried, formerly, ...(shared && { shared }) };
}

/**
 * The server has lost a history that this device has seen: what was recorded until now has surely seen no more than
 * what both share. Within a transaction.
 */
export async function noteSharedHistory(db: BansoDatabase, revision: number): Promise<void> {
  const upTo = (await db.getMeta('deviceSeq')) ?? 0;
  const before = await db.getMeta('sharedHistory');
  await db.setMeta('sharedHistory', { revision: Math.min(revision, before?.revision ?? revision), upTo });
}

/** Until a new replica is in its place, what is recorded has seen no more than the one before; within a transaction. */
export async function stretchSharedHistory(db: BansoDatabase): Promise<void> {
  const shared = await db.getMeta('sharedHistory');
  const upTo = (await db.getMeta('deviceSeq')) ?? 0;
  if (shared && shared.upTo < upTo) await db.setMeta('sharedHistory', { ...shared, upTo });
}

/** The server has heard what was shown; within a transaction. */
export async function moveInstallOn(db: BansoDatabase, { next }: Install): Promise<void> {
  const { tried = [] } = (await readMarks(db)) ?? {};
  const at = tried.indexOf(next);
  // Another tab may have moved on from it already; what it tried since may be heard after this.
  if (at >= 0) await db.setMeta('install', { mark: next, tried: tried.slice(at + 1) });
}

async function readMarks(db: BansoDatabase): Promise<Marks | undefined> {
  const install = await db.getMeta('install');
  return install && ('tried' in install ? install : { mark: install.mark, tried: [install.next] });
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
    const marks = await readMarks(db);
    if (marks?.mark === shown.mark && marks.tried.at(-1) === shown.next) await takeNewDeviceId(db);
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
