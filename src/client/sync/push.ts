import type { Instant } from '#domain/canonical/dates.ts';
import { ApiProblem, Unreachable } from '#client/api/http.ts';
import type { SyncServer } from '#client/api/sync-api.ts';
import { applyPushResults } from '#client/storage/apply-server-state.ts';
import { readBacklog } from '#client/storage/count-unsent.ts';
import type { BansoDatabase, OutboxEntry } from '#client/storage/database.ts';
import {
  leaveSharedId,
  moveInstallOn,
  noteSharedHistory,
  showInstall,
} from '#client/storage/device-identity.ts';
import type { Install, PushResponse } from '#protocol/sync.ts';
import { BatchSize } from './batch-size.ts';
import { listSendable, sizeOf } from './list-sendable.ts';

/** A device that is taken for a copy gets a new id: so often in a round, and then something else is wrong. */
const MAX_NEW_IDS = 3;
/** A lone change goes to quarantine when it failed in so many rounds in which others got through. */
const MAX_FAILED_ROUNDS = 3;

/**
 * Sends everything that waits, batch by batch, until nothing sendable is left. A batch
 * that makes the server fail is halved until the change at fault stands alone; that one
 * is set aside for this round, and quarantined when it keeps failing while others get
 * through, so that it cannot hold up the rest. A batch that is not answered in time is halved too:
 * the link is slow, and smaller ones get through. Ends early when the server turns out to have been
 * restored: the pull that follows then says so and puts back what has to be sent again. A device that
 * turns out to share its id with a copy of it takes a new one and goes on.
 *
 * @throws ApiProblem (not signed in, a failing server …) and Unreachable; what waits, waits on.
 */
export async function pushOutbox(db: BansoDatabase, server: SyncServer, now: () => Instant): Promise<void> {
  const failed = new Map<string, { entry: OutboxEntry; problem: ApiProblem }>();
  let anySent = false;
  let newIds = 0;
  let limit: number | undefined;
  const size = new BatchSize();
  // With the first batch alone: should the link break before all is up, it is known what still waits.
  let backlog = await readBacklog(db);
  for (;;) {
    const listed = await listSendable(db, { limit, maxBytes: size.bytes, without: failed });
    if (listed.length === 0) break;
    const { batch, install } = await markSending(db, listed);
    if (batch.length === 0) break;
    const startedAt = now();
    try {
      const answer = await server.push(
        install,
        batch.map(({ change }) => change),
        await db.getMeta('seen'),
        backlog,
      );
      backlog = undefined;
      // Without an answer for each the same batch would be sent again and again.
      if (answer.results.length < batch.length) throw new Error('the server left changes without an answer');
      if ((await takeAnswer(db, batch, install, answer)) === 'otherEpoch') return;
      const foreign = answer.results.find(
        (result) => result.status === 'rejected' && result.code === 'made-by-other',
      );
      if (foreign && 'title' in foreign) throw new ApiProblem('not-signed-in', foreign.title, 401);
      anySent = true;
      limit = undefined;
      size.passed(Date.parse(now()) - Date.parse(startedAt));
    } catch (problem) {
      if (problem instanceof Unreachable && problem.isTimeout && batch.length > 1) {
        size.timedOut(batch.reduce((bytes, entry) => bytes + sizeOf(entry), 0));
        continue;
      }
      if (problem instanceof ApiProblem && problem.code === 'device-cloned' && newIds < MAX_NEW_IDS) {
        newIds += 1;
        await leaveSharedId(db, install);
        continue;
      }
      if (!(problem instanceof ApiProblem) || !isBatchFault(problem)) throw problem;
      if (batch.length === 1) failed.set(batch[0]!.recordId, { entry: batch[0]!, problem });
      limit = Math.max(1, Math.floor(batch.length / 2));
    }
  }
  for (const { entry, problem } of failed.values()) await noteFailure(db, entry, problem, anySent);
  const [first] = failed.values();
  if (first) throw first.problem;
}

/** A fault that one of the batch's changes may have caused: not a refusal of the person or the server's absence. */
function isBatchFault({ code }: ApiProblem): boolean {
  return code === 'internal-error' || code === 'malformed-request' || code === 'body-too-large';
}

/**
 * From here on the entries' changes never change: the server may already have them.
 * Gives them as they are stored, since an edit may have been folded in after listing.
 */
async function markSending(
  db: BansoDatabase,
  batch: readonly OutboxEntry[],
): Promise<{ batch: OutboxEntry[]; install: Install }> {
  return db.transaction('rw', db.outbox, db.meta, async () => {
    const stored = await db.outbox.bulkGet(batch.map(({ deviceSeq }) => deviceSeq));
    const sending = stored.flatMap((entry) => (entry ? [{ ...entry, state: 'sending' as const }] : []));
    await db.outbox.bulkPut(sending);
    return { batch: sending, install: await showInstall(db) };
  });
}

async function takeAnswer(
  db: BansoDatabase,
  batch: readonly OutboxEntry[],
  install: Install,
  answer: PushResponse,
): Promise<'taken' | 'otherEpoch'> {
  return db.transaction('rw', db.recordTables, async () => {
    await moveInstallOn(db, install);
    if (answer.shared !== undefined) await noteSharedHistory(db, answer.shared);
    return applyPushResults(db, batch, answer);
  });
}

async function noteFailure(
  db: BansoDatabase,
  entry: OutboxEntry,
  problem: ApiProblem,
  othersSent: boolean,
): Promise<void> {
  const failedRounds = (entry.failedRounds ?? 0) + (othersSent ? 1 : 0);
  const isGivenUp = failedRounds >= MAX_FAILED_ROUNDS;
  await db.outbox
    .where('deviceSeq')
    .equals(entry.deviceSeq)
    // In another page it may have got through meanwhile: it must not come back.
    .filter(({ change }) => change.changeId === entry.change.changeId)
    .modify({
      failedRounds,
      ...(isGivenUp && { state: 'quarantined', reason: { code: 'keeps-failing', title: problem.title } }),
    });
}
