import { isAllowed } from '#domain/access/permissions.ts';
import type { Instant } from '#domain/canonical/dates.ts';
import type { SessionResponse } from '#protocol/session.ts';
import { ApiProblem, Unreachable } from '#client/api/http.ts';
import { fetchSession } from '#client/api/session-api.ts';
import { syncServerOf } from '#client/api/sync-api.ts';
import { exclusively } from '#client/browser/exclusively.ts';
import type { BansoDatabase } from '#client/storage/database.ts';
import { isStorageFull } from '#client/storage/is-storage-full.ts';
import { dropReplica } from './drop-replica.ts';
import { refreshDocuments } from './refresh-documents.ts';
import { keepTag, lookBeforeRound } from './idle-look.ts';
import { noteInStep, runSyncCycle } from './sync-cycle.ts';
import type { RoundResult } from './sync-state.ts';

/** Whose round it is, and on what. */
export interface RoundContext {
  db: BansoDatabase;
  userId: string;
  now: () => Instant;
}

/**
 * One round of sync with the server, and the documents that have changed. A role that
 * may not hold records gets the documents alone, and what it held leaves the device.
 * While nothing waits and nothing has changed it is one request. Never throws; what was done until a failure is kept.
 *
 * @param onReceived is told how many records came with each page.
 */
export async function runRound(
  { db, userId, now }: RoundContext,
  onReceived: (records: number) => void,
): Promise<RoundResult> {
  let session: SessionResponse | undefined;
  try {
    const look = await lookBeforeRound(db);
    const rest = look?.againSeconds;
    if (look?.isSame) {
      if (look.serverTime) await noteInStep(db, now, look.serverTime);
      return { state: 'idle', error: null, outcome: 'done', ...(rest && { restSeconds: rest }) };
    }
    session = await fetchSession();
    const { id, role } = session.user;
    // Another tab may have signed someone else in: their session must not carry this person's records.
    if (id !== userId) return { state: 'signedOut', error: null, outcome: 'needsPerson', session };
    // One tab at a time; idempotency is the real guard.
    const isAppTooOld = await exclusively(`sync-${db.name}`, async () => {
      const records = isAllowed(role, 'sync.pull')
        ? runSyncCycle({ db, server: syncServerOf(userId), now }, onReceived)
        : dropReplica(db);
      // Side by side: on a first sync the names of codes must not wait for thousands of records.
      const [documents] = await Promise.all([refreshDocuments(db), records]);
      return documents.isAppTooOld;
    });
    if ((await db.keyedEntries.count()) > 0) {
      // Few devices key paper, and none of the others needs what sends it.
      const { sendKeyedEntries } = await import('./send-keyed-entries.ts');
      await sendKeyedEntries(db, now);
    }
    if (look) await keepTag(db, look);
    return {
      state: 'idle',
      error: null,
      outcome: 'done',
      isAppTooOld,
      session,
      ...(rest && { restSeconds: rest }),
    };
  } catch (error) {
    return { ...describeFailure(error), ...(session && { session }) };
  }
}

function describeFailure(error: unknown): RoundResult {
  if (error instanceof Unreachable) return { state: 'unreachable', error: null, outcome: 'unreachable' };
  if (error instanceof ApiProblem) {
    return {
      state: error.status === 401 ? 'signedOut' : 'failed',
      error: error.title,
      outcome: isPassing(error) ? 'unreachable' : 'needsPerson',
      isAppTooOld: error.code === 'protocol-version-unsupported',
      isEnded: error.code === 'person-dismissed' || error.code === 'device-revoked',
    };
  }
  console.error('sync failed', error);
  return {
    state: 'failed',
    error: error instanceof Error ? error.message : String(error),
    outcome: 'unreachable',
    isDeviceFull: isStorageFull(error),
  };
}

/** Whether the next round may well succeed by itself; one that was forbidden began before the role changed. */
function isPassing({ status, code }: ApiProblem): boolean {
  return status >= 500 || status === 429 || code === 'forbidden';
}
