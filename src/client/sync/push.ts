import type { Instant } from '#domain/canonical/dates.ts';
import { ApiProblem } from '../api/http.ts';
import type { SyncServer } from '../api/sync-api.ts';
import { applyPushResults } from '../storage/apply-server-state.ts';
import type { BansoDatabase, OutboxEntry } from '../storage/database.ts';
import { listSendable } from './list-sendable.ts';

/** A cursor beyond every revision: the answer is an empty page. */
const NO_MORE = 1e14;
/** A single change is given up to quarantine after this many failures while the server takes others. */
const MAX_LONE_FAILURES = 3;

/**
 * Sends everything that waits, batch by batch, until nothing sendable is left. A batch
 * that makes the server fail is halved; a lone change that keeps failing while others
 * get through is quarantined, so that it cannot hold up the rest.
 *
 * @throws ApiProblem (not signed in, forbidden …) and Unreachable; what waits, waits on.
 */
export async function pushOutbox(
  db: BansoDatabase,
  server: SyncServer,
  deviceId: string,
  now: () => Instant,
): Promise<void> {
  let limit: number | undefined;
  let loneFailures = 0;
  for (;;) {
    const batch = await markSending(db, await listSendable(db, limit));
    if (batch.length === 0) return;
    try {
      const { results } = await server.push(deviceId, batch.map(({ change }) => change));
      await applyPushResults(db, batch, results, now());
      limit = undefined;
      loneFailures = 0;
    } catch (error) {
      if (!(error instanceof ApiProblem) || !isBatchFault(error)) throw error;
      if (batch.length > 1) {
        limit = Math.floor(batch.length / 2);
        continue;
      }
      loneFailures += 1;
      if (loneFailures < MAX_LONE_FAILURES) continue;
      if (!(await othersGetThrough(db, server, deviceId, now, batch[0]!))) throw error;
      await quarantine(db, batch[0]!, error);
      loneFailures = 0;
    }
  }
}

/** A fault that one of the batch's changes may have caused: not a refusal of the person or the server's absence. */
function isBatchFault({ code }: ApiProblem): boolean {
  return code === 'internal-error' || code === 'malformed-request' || code === 'body-too-large';
}

/** Whether the server takes a change of another record; if there is none to try, the fault lies with this one. */
async function othersGetThrough(
  db: BansoDatabase,
  server: SyncServer,
  deviceId: string,
  now: () => Instant,
  failing: OutboxEntry,
): Promise<boolean> {
  const other = (await listSendable(db)).find(({ recordId }) => recordId !== failing.recordId);
  if (!other) {
    // Nothing else waits: an answer to a pull shows that the server itself is well.
    return server.pull(NO_MORE).then(
      () => true,
      () => false,
    );
  }
  const batch = await markSending(db, [other]);
  try {
    const { results } = await server.push(deviceId, batch.map(({ change }) => change));
    await applyPushResults(db, batch, results, now());
    return true;
  } catch {
    return false;
  }
}

/**
 * From here on the entries' changes never change: the server may already have them.
 * Gives them as they are stored, since an edit may have been folded in after listing.
 */
async function markSending(db: BansoDatabase, batch: readonly OutboxEntry[]): Promise<OutboxEntry[]> {
  return db.transaction('rw', db.outbox, async () => {
    const stored = await db.outbox.bulkGet(batch.map(({ deviceSeq }) => deviceSeq));
    const sending = stored.flatMap((entry) => (entry ? [{ ...entry, state: 'sending' as const }] : []));
    await db.outbox.bulkPut(sending);
    return sending;
  });
}

async function quarantine(db: BansoDatabase, entry: OutboxEntry, problem: ApiProblem): Promise<void> {
  await db.outbox.put({ ...entry, state: 'quarantined', reason: { code: 'keeps-failing', title: problem.title } });
}
