import { ApiProblem } from '#client/api/http.ts';
import { lookAtServer, type Look } from '#client/api/sync-api.ts';
import type { BansoDatabase } from '#client/storage/database.ts';
import { listSendable } from './list-sendable.ts';

/**
 * The tag of the look before the last whole round, and where the device stood after it, by database. Not on
 * the device: an app that has been updated, or a page that has been opened anew, begins with a whole round.
 */
const kept = new Map<string, { tag: string; cursor: number }>();

/**
 * Asks whether a round would bring or take anything; undefined where that is known without asking, because
 * something waits to be sent, or to be fetched.
 *
 * @throws ApiProblem, Unreachable, as the round itself would.
 */
export async function lookBeforeRound(db: BansoDatabase): Promise<Look | undefined> {
  const last = kept.get(db.name);
  kept.delete(db.name);
  const cursor = await db.getMeta('cursor');
  const isWhole = cursor !== undefined && !(await db.getMeta('refill'));
  const waiting = await listSendable(db, { limit: 1, without: new Map() });
  if (!isWhole || waiting.length > 0) return undefined;
  try {
    // Another tab may have begun to fill the replica anew.
    const tag = last?.cursor === cursor ? last.tag : undefined;
    const look = await lookAtServer(cursor, await db.getMeta('seen'), tag);
    if (look.isSame) await keepTag(db, look);
    return look;
  } catch (error) {
    // A server of before this was asked.
    if (error instanceof ApiProblem && error.code === 'not-found') return undefined;
    throw error;
  }
}

/** A round has brought all that there was when it was looked. */
export async function keepTag(db: BansoDatabase, { tag }: Look): Promise<void> {
  const cursor = await db.getMeta('cursor');
  if (tag !== '' && cursor !== undefined) kept.set(db.name, { tag, cursor });
}
