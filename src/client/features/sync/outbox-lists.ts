import { COLLECTIONS } from '#domain/sync/change.ts';
import type { Collection } from '#domain/sync/change.ts';
import type { LedgerEntry, LocalRecord } from '#client/storage/database.ts';
import { useLiveQuery, type LiveQuery } from '#client/storage/live-query.ts';
import { useWorkspace } from '#client/storage/workspace.ts';
import { summariseChanges, type ChangeSummary } from './change-summary.ts';

/** How many entries of a long list are shown; the count says how many there are. */
export const SHOWN = 20;

/** What waits to be sent: the oldest entries and how many there are in all. */
export function useWaiting(): LiveQuery<{ total: number; shown: ChangeSummary[] }> {
  const { db } = useWorkspace();
  return useLiveQuery(
    async () => {
      const waiting = db.outbox.where('state').anyOf('pending', 'sending');
      return { total: await waiting.count(), shown: await summariseChanges(db, (await waiting.sortBy('deviceSeq')).slice(0, SHOWN)) };
    },
    { total: 0, shown: [] },
  );
}

/** What the server would not take, with the reason. */
export function useQuarantined(): LiveQuery<ChangeSummary[]> {
  const { db } = useWorkspace();
  return useLiveQuery(
    async () => summariseChanges(db, await db.outbox.where('state').equals('quarantined').sortBy('deviceSeq')),
    [],
  );
}

/** The latest receipts. */
export function useReceipts(): LiveQuery<LedgerEntry[]> {
  const { db } = useWorkspace();
  return useLiveQuery(() => db.ledger.orderBy('acknowledgedAt').reverse().limit(SHOWN).toArray(), []);
}

/** Records that carry a conflict for a person to settle. */
export function useConflicted(): LiveQuery<{ collection: Collection; record: LocalRecord<Record<string, unknown>> }[]> {
  const { db } = useWorkspace();
  return useLiveQuery(async () => {
    const found = await Promise.all(
      COLLECTIONS.map(async (collection) => {
        const records = await db.table<LocalRecord<Record<string, unknown>>, string>(collection).where('attention').equals(1).toArray();
        return records.map((record) => ({ collection, record }));
      }),
    );
    return found.flat();
  }, []);
}
