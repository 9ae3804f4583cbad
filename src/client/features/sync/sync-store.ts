import { defineStore } from 'pinia';
import { computed, onScopeDispose, ref } from 'vue';
import { ApiProblem, Unreachable } from '#client/api/http.ts';
import { fetchSession } from '#client/api/session-api.ts';
import { syncServer } from '#client/api/sync-api.ts';
import { SyncSchedule, type RoundOutcome } from '#client/sync/schedule.ts';
import { runSyncCycle } from '#client/sync/sync-cycle.ts';
import { refreshDocuments } from '#client/sync/refresh-documents.ts';
import { askForPersistence } from './device-storage.ts';
import { useLiveQuery } from '#client/storage/live-query.ts';
import { onSaved, useWorkspace } from '#client/storage/workspace.ts';
import { discardQuarantined, retryQuarantined } from '#client/storage/write-record.ts';
import type { OutboxEntry } from '#client/storage/database.ts';

/** What sync is doing, as a person should know it. */
export type SyncState = 'idle' | 'syncing' | 'unreachable' | 'signedOut' | 'failed';

/** A tab waits this long for another tab's round to end; idempotency is the real guard. */
const LOCK_WAIT_MS = 60_000;
/** The device's clock may be off by this much before the person is told. */
const CLOCK_TOLERANCE_MS = 10 * 60_000;

/**
 * Keeps this device and the server in step, and tells how things stand: what waits,
 * what needs attention, when the last round succeeded.
 */
export const useSyncStore = defineStore('sync', () => {
  const workspace = useWorkspace();
  const { db } = workspace;
  const state = ref<SyncState>('idle');
  const lastError = ref<string | null>(null);
  /** Records received in the round under way, for the first sync's progress. */
  const received = ref(0);

  const counts = useLiveQuery(
    async () => ({
      quarantined: await db.outbox.where('state').equals('quarantined').count(),
      all: await db.outbox.count(),
    }),
    { quarantined: 0, all: 0 },
  );
  const meta = useLiveQuery(
    async () => ({
      lastSyncAt: (await db.getMeta('lastSyncAt')) ?? null,
      clockOffsetMs: (await db.getMeta('clockOffsetMs')) ?? 0,
    }),
    { lastSyncAt: null, clockOffsetMs: 0 },
  );

  const pendingCount = computed(() => counts.data.value.all - counts.data.value.quarantined);
  const quarantineCount = computed(() => counts.data.value.quarantined);
  const lastSyncAt = computed(() => meta.data.value.lastSyncAt);
  const isClockWrong = computed(() => Math.abs(meta.data.value.clockOffsetMs) > CLOCK_TOLERANCE_MS);
  const isFirstSync = computed(() => meta.ready.value && lastSyncAt.value === null);

  let asked = false;
  const schedule = new SyncSchedule({ round, random: Math.random });

  async function round(): Promise<RoundOutcome> {
    state.value = 'syncing';
    received.value = 0;
    try {
      // Another tab may have signed someone else in: their session must not carry this person's records.
      if ((await fetchSession()).user.id !== workspace.session.user.id) {
        state.value = 'signedOut';
        return 'needsPerson';
      }
      await exclusively(`sync-${db.name}`, async () => {
        await runSyncCycle({ db, server: syncServer, now: workspace.now }, (records) => (received.value += records));
        await refreshDocuments(db);
      });
      state.value = 'idle';
      lastError.value = null;
      return 'done';
    } catch (error) {
      return failed(error);
    }
  }

  function failed(error: unknown): RoundOutcome {
    if (error instanceof Unreachable) {
      state.value = 'unreachable';
      return 'unreachable';
    }
    if (error instanceof ApiProblem) {
      lastError.value = error.title;
      state.value = error.code === 'not-signed-in' ? 'signedOut' : 'failed';
      return error.status >= 500 || error.status === 429 ? 'unreachable' : 'needsPerson';
    }
    console.error('sync failed', error);
    state.value = 'failed';
    lastError.value = error instanceof Error ? error.message : String(error);
    return 'unreachable';
  }

  /** Syncs now and resolves when the round has ended; the state then says how. */
  const syncNow = (): Promise<void> => schedule.now();

  /** Sends a change in quarantine once more as it stands. */
  async function retry(entry: OutboxEntry): Promise<void> {
    await retryQuarantined(db, workspace.author, entry);
    await syncNow();
  }

  /** Gives a change in quarantine up for good. */
  const discard = (entry: OutboxEntry): Promise<void> => discardQuarantined(db, entry);

  const stopAnnouncements = onSaved(() => {
    schedule.afterSave();
    // The first valuable thing is on the device: ask the browser not to clear it.
    if (!asked) void askForPersistence();
    asked = true;
  });
  onScopeDispose(() => {
    stopAnnouncements();
    schedule.stop();
  });

  return {
    state,
    lastError,
    received,
    pendingCount,
    quarantineCount,
    lastSyncAt,
    isClockWrong,
    isFirstSync,
    start: () => schedule.start(),
    stop: () => schedule.stop(),
    syncNow,
    retry,
    discard,
  };
});

/** Runs a task in one tab at a time where the browser can arrange that, and anyway after a while. */
async function exclusively(name: string, task: () => Promise<void>): Promise<void> {
  if (!('locks' in navigator)) return task();
  let started = false;
  try {
    await navigator.locks.request(name, { signal: AbortSignal.timeout(LOCK_WAIT_MS) }, async () => {
      started = true;
      await task();
    });
  } catch (error) {
    if (started || !(error instanceof DOMException)) throw error;
    await task();
  }
}
