import { listKnown } from '#domain/records/collections.ts';
import type { PullResponse } from '#protocol/sync.ts';
import type { SyncServer } from '#client/api/sync-api.ts';
import { applyPage, resetReplica } from '#client/storage/apply-server-state.ts';
import type { BansoDatabase } from '#client/storage/database.ts';

/**
 * Fetches what is new on the server, page by page; the next page travels while one is
 * being written. A change of role drops the replica (never the outbox) and starts
 * again; a new epoch (the server was restored from a backup) also puts everything that
 * was acknowledged back into the outbox.
 *
 * @param onPage is told how many records came with each page.
 * @returns whether acknowledged changes were put back and wait to be sent again.
 * @throws ApiProblem, Unreachable; a page is taken in whole or not at all.
 */
export async function pullChanges(
  db: BansoDatabase,
  server: SyncServer,
  onPage: (records: number) => void = () => {},
): Promise<{ serverTime: string; resend: boolean }> {
  const known = listKnown(db.definitions);
  await refillWhereGrown(db, known);
  let resend = false;
  let page = await server.pull((await db.getMeta('cursor')) ?? 0, known);
  for (;;) {
    const reset = await needsReset(db, page);
    if (reset) {
      await resetReplica(db, { resend: reset === 'epoch' });
      await db.setMeta('epoch', page.epoch);
      await db.setMeta('accessVersion', page.accessVersion);
      resend ||= reset === 'epoch';
      page = await server.pull(0, known);
      continue;
    }
    const next = page.more ? server.pull(page.cursor, known) : undefined;
    // The page is written first; if that fails, the fetch ahead must not fail unheard.
    next?.catch(() => {});
    await applyPage(db, page);
    onPage(page.records.length);
    if (!next) return { serverTime: page.serverTime, resend };
    page = await next;
  }
}

/**
 * After an update the app may know collections that earlier pulls passed over: everything comes once
 * more from the beginning, into the replica as it stands.
 */
async function refillWhereGrown(db: BansoDatabase, known: readonly string[]): Promise<void> {
  await db.transaction('rw', db.meta, async () => {
    const before = new Set(await db.getMeta('knownCollections'));
    if (known.every((collection) => before.has(collection))) return;
    await db.setMeta('cursor', 0);
    await db.setMeta('knownCollections', [...known]);
  });
}

async function needsReset(db: BansoDatabase, page: PullResponse): Promise<'epoch' | 'access' | undefined> {
  const epoch = await db.getMeta('epoch');
  if (epoch !== undefined && epoch !== page.epoch) return 'epoch';
  const accessVersion = await db.getMeta('accessVersion');
  if (accessVersion !== undefined && accessVersion !== page.accessVersion) return 'access';
  return undefined;
}
