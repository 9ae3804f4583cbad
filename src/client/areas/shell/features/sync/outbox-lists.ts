import { canWrite } from '#domain/access/permissions.ts';
import { COLLECTIONS } from '#domain/records/collections.ts';
import type { Collection } from '#domain/records/collections.ts';
import type { BansoDatabase, LedgerEntry, LocalRecord } from '#client/storage/database.ts';
import { listChangeSubjects } from '#client/records/change-subjects.ts';
import { useLiveQuery, type LiveQuery } from '#client/records/live-query.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import { summariseChanges, type ChangeSummary } from './change-summary.ts';

/** How many entries of a long list are shown; the count says how many there are. */
const SHOWN = 20;

/** What waits to be sent: the oldest entries and how many there are in all. */
export interface Waiting {
  total: number;
  shown: ChangeSummary[];
}

/** Follows what waits to be sent. */
export function useWaiting(): LiveQuery<Waiting> {
  const { db } = useWorkspace();
  return useLiveQuery(() => listWaiting(db), { total: 0, shown: [] });
}

/** What waits to be sent, read no further than it is shown: after an import thousands wait, and fewer at every answer. */
export async function listWaiting(db: BansoDatabase): Promise<Waiting> {
  const waiting = (['sending', 'pending'] as const).map((state) => db.outbox.where('state').equals(state));
  const [counts, oldest] = await Promise.all([
    Promise.all(waiting.map((entries) => entries.count())),
    // Within one state the index is in the order of the primary key, which is the deviceSeq.
    Promise.all(waiting.map((entries) => entries.clone().limit(SHOWN).toArray())),
  ]);
  const shown = oldest
    .flat()
    .sort((one, other) => one.deviceSeq - other.deviceSeq)
    .slice(0, SHOWN);
  return { total: counts.reduce((sum, count) => sum + count, 0), shown: await summariseChanges(db, shown) };
}

/** What the server would not take, with the reason. */
export function useQuarantined(): LiveQuery<ChangeSummary[]> {
  const { db } = useWorkspace();
  return useLiveQuery(
    async () =>
      summariseChanges(db, await db.outbox.where('state').equals('quarantined').sortBy('deviceSeq')),
    [],
  );
}

/** A receipt, and the company that its record concerns; empty when it is not known on this device. */
export interface ShownReceipt {
  entry: LedgerEntry;
  company: string;
}

/** The latest receipts. */
export function useReceipts(): LiveQuery<ShownReceipt[]> {
  const { db } = useWorkspace();
  return useLiveQuery(() => listReceipts(db), []);
}

/** The latest receipts, the newest first. */
export async function listReceipts(db: BansoDatabase): Promise<ShownReceipt[]> {
  const entries = await db.ledger.orderBy('acknowledgedAt').reverse().limit(SHOWN).toArray();
  const subjects = await listChangeSubjects(
    db,
    entries.map(({ change }) => change),
  );
  return entries.map((entry, index) => ({ entry, company: subjects[index]!.company }));
}

/** Records that carry a conflict for this person to settle. */
export function useConflicted(): LiveQuery<
  { collection: Collection; record: LocalRecord<Record<string, unknown>> }[]
> {
  const { db, session } = useWorkspace();
  return useLiveQuery(async () => {
    const found = await Promise.all(
      COLLECTIONS.filter((collection) => canWrite(session.user.role, collection)).map(async (collection) => {
        const records = await db
          .table<LocalRecord<Record<string, unknown>>, string>(collection)
          .where('attention')
          .equals(1)
          .toArray();
        return records.map((record) => ({ collection, record }));
      }),
    );
    return found.flat();
  }, []);
}
