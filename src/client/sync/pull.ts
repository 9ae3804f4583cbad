import { listKnown } from '#domain/records/collections.ts';
import type { PullResponse } from '#protocol/sync.ts';
import type { SyncServer } from '#client/api/sync-api.ts';
import { applyPage } from '#client/storage/apply-server-state.ts';
import { readBacklog } from '#client/storage/count-unsent.ts';
import type { BansoDatabase } from '#client/storage/database.ts';
import { beginRefill, takeRefillPage } from '#client/storage/refill.ts';

/**
 * Fetches what is new on the server, page by page; the next page travels while one is
 * being written. After a change of role a new replica is filled beside the one in use and takes its
 * place when it is whole (the outbox stays); a new epoch (the server was restored from a backup)
 * also puts everything that was acknowledged back into the outbox.
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
  let from = await standingCursor(db);
  let seen = await db.getMeta('seen');
  let page = await server.pull(from, known, seen, await readBacklog(db));
  for (;;) {
    const reset = await needsReset(db, page);
    if (reset) {
      await beginRefill(db, page, { resend: reset === 'epoch' });
      resend ||= reset === 'epoch';
      from = 0;
      seen = await db.getMeta('seen');
      page = await server.pull(from, known, seen);
      continue;
    }
    // An older state may be put back between two pages.
    seen = page.seen ?? seen;
    const next = page.more ? server.pull(page.cursor, known, seen) : undefined;
    // The page is written first; if that fails, the fetch ahead must not fail unheard.
    next?.catch(() => {});
    const isTaken = await takePage(db, page, from);
    if (isTaken) onPage(page.records.length);
    if (!next || !isTaken) return { serverTime: page.serverTime, resend };
    from = page.cursor;
    page = await next;
  }
}

/** Up to where the replica is filled, or the one that is being filled beside it. */
async function standingCursor(db: BansoDatabase): Promise<number> {
  return (await db.getMeta('refill'))?.cursor ?? (await db.getMeta('cursor')) ?? 0;
}

/**
 * Takes a page in, unless another tab has moved on since it was asked for: written after what that tab has
 * done, it would leave a gap that no later page fills.
 */
async function takePage(db: BansoDatabase, page: PullResponse, from: number): Promise<boolean> {
  return db.transaction('rw', db.recordTables, async () => {
    if ((await standingCursor(db)) !== from || (await needsReset(db, page))) return false;
    if (await db.getMeta('refill')) await takeRefillPage(db, page);
    else await applyPage(db, page);
    return true;
  });
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
    const refill = await db.getMeta('refill');
    if (refill) await db.setMeta('refill', { ...refill, cursor: 0 });
    await db.setMeta('knownCollections', [...known]);
  });
}

async function needsReset(db: BansoDatabase, page: PullResponse): Promise<'epoch' | 'access' | undefined> {
  const refill = await db.getMeta('refill');
  const epoch = refill?.epoch ?? (await db.getMeta('epoch'));
  if (page.reset || (epoch !== undefined && epoch !== page.epoch)) return 'epoch';
  const accessVersion = refill?.accessVersion ?? (await db.getMeta('accessVersion'));
  if (accessVersion !== undefined && accessVersion !== page.accessVersion) return 'access';
  const role = refill ? refill.role : await db.getMeta('role');
  if (role !== undefined && page.role !== undefined && role !== page.role) return 'access';
  return undefined;
}
