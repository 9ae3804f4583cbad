import type { BansoDatabase, OutboxEntry } from './database.ts';
import { pendingView } from './pending-view.ts';
import type { WrittenState } from './unsent-memory.ts';

/**
 * Puts records with their unsent changes back into a database that has been made anew. They go out as
 * they are: the server may have them already, and then says so. Their order is kept, their numbers of
 * before are not: another tab may have begun to count afresh.
 *
 * @returns how many unsent changes were put back.
 */
export async function restoreUnsent(db: BansoDatabase, states: readonly WrittenState[]): Promise<number> {
  return db.transaction('rw', db.recordTables, async () => {
    let deviceSeq = (await db.getMeta('deviceSeq')) ?? 0;
    let restored = 0;
    for (const { collection, recordId, server, entries } of states) {
      const standing = await db.outbox.where('recordId').equals(recordId).sortBy('deviceSeq');
      const known = new Set(standing.map(({ change }) => change.changeId));
      const missing = entries
        .filter(({ change }) => !known.has(change.changeId))
        .map((entry): OutboxEntry => ({
          ...entry,
          deviceSeq: (deviceSeq += 1),
          // It may have been on its way: from then on it never changes.
          state: entry.state === 'pending' ? 'sending' : entry.state,
        }));
      if (missing.length === 0) continue;
      restored += missing.filter(({ state }) => state !== 'handed').length;
      const shadow = (await db.shadows.get(recordId))?.record ?? null;
      const newest = (shadow?.revision ?? 0) > (server?.revision ?? 0) ? shadow : server;
      await db.outbox.bulkAdd(missing);
      await db.shadows.put({ id: recordId, collection, record: newest });
      await db
        .table(collection)
        .put(pendingView(db.definition(collection), newest, [...standing, ...missing])!);
    }
    await db.setMeta('deviceSeq', deviceSeq);
    return restored;
  });
}
