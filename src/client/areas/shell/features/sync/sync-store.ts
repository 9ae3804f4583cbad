import { defineStore } from 'pinia';
import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import { SyncSchedule, type RoundOutcome } from '#client/sync/schedule.ts';
import { SyncChannel } from '#client/workers/sync/sync-channel.ts';
import type { SyncState } from '#client/sync/sync-state.ts';
import { language } from '#ui/messages.ts';
import { askForPersistence } from './device-storage.ts';
import { useLiveQuery } from '#client/records/live-query.ts';
import { onSaved, useWorkspace } from '#client/records/workspace.ts';
import { countUnsent } from '#client/storage/count-unsent.ts';
import { discardQuarantined, retryQuarantined } from '#client/storage/write-record.ts';
import type { OutboxEntry } from '#client/storage/database.ts';
import type { SessionResponse } from '#protocol/session.ts';

const SILENT_AFTER_MS = 2_500;

/**
 * Keeps this device and the server in step, and tells how things stand: what waits,
 * what needs attention, when the last round succeeded.
 */
export const useSyncStore = defineStore('sync', () => {
  const workspace = useWorkspace();
  const { db } = workspace;
  const state = ref<SyncState>('idle');
  const lastError = ref<string | null>(null);
  const isAppTooOld = ref(false);
  /** There was no room for what came. */
  const isDeviceFull = ref(false);
  /** The round failed on this device; the server had nothing to do with it. */
  const isDeviceAtFault = ref(false);
  /** The last round never ended: its worker was given up, and another one takes over. */
  const hasStopped = ref(false);
  /** The round under way has had no word from the server for longer than people take a line for connected. */
  const isSilent = ref(false);
  /** Records received in the round under way, for the first sync's progress. */
  const received = ref(0);
  /** Who is signed in and with which role, as the server said in the last round that reached it. */
  const heardSession = shallowRef<SessionResponse | null>(null);

  const counts = useLiveQuery(
    async () => {
      const all = await countUnsent(db);
      await recallUnsent(all);
      return {
        quarantined: await db.outbox.where('state').equals('quarantined').count(),
        all,
        handed: await db.outbox.where('state').equals('handed').count(),
      };
    },
    { quarantined: 0, all: 0, handed: 0 },
  );
  /** What has been sent need not be remembered any longer. */
  async function recallUnsent(count: number): Promise<void> {
    const { unsent } = workspace;
    const asked = unsent.ask();
    const unsentIds = await db.outbox.where('recordId').anyOf(asked.recordIds).uniqueKeys();
    // A database that was made anew says nothing of what the one before had.
    if ((await db.getMeta('databaseId')) === workspace.databaseId)
      unsent.hear(asked, count, unsentIds as string[]);
  }

  const lastSync = useLiveQuery(async () => (await db.getMeta('lastSyncAt')) ?? null, null);

  const pendingCount = computed(() => counts.data.value.all - counts.data.value.quarantined);
  const quarantineCount = computed(() => counts.data.value.quarantined);
  /** What the office has and decides about. */
  const handedCount = computed(() => counts.data.value.handed);
  const unsentCount = computed(() => counts.data.value.all);
  const lastSyncAt = computed(() => lastSync.data.value);
  const isFirstSync = computed(() => lastSync.ready.value && lastSyncAt.value === null);

  /** The server said that this device is to give up what it holds. */
  const isEnded = ref(false);

  const channel = new SyncChannel();
  let asked = false;
  const schedule = new SyncSchedule({ round, random: Math.random });

  async function round(): Promise<RoundOutcome> {
    state.value = 'syncing';
    received.value = 0;
    const { centre, user } = workspace.session;
    const request = { centreId: centre.id, userId: user.id, language: language.value };
    const silence = setTimeout(() => (isSilent.value = true), SILENT_AFTER_MS);
    const result = await channel.round(request, (records) => {
      received.value += records;
      clearTimeout(silence);
      isSilent.value = false;
    });
    clearTimeout(silence);
    isSilent.value = false;
    state.value = result.state;
    lastError.value = result.error;
    hasStopped.value = result.hasStopped ?? false;
    // A round that did not get as far says nothing of it.
    isAppTooOld.value = result.isAppTooOld ?? isAppTooOld.value;
    isDeviceFull.value = result.isDeviceFull ?? false;
    isDeviceAtFault.value = result.isDeviceFull !== undefined;
    isEnded.value = result.isEnded ?? false;
    if (result.restSeconds) schedule.restFor(result.restSeconds);
    if (result.session) heardSession.value = result.session;
    return result.outcome;
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
    channel.close();
  });

  return {
    state,
    lastError,
    isAppTooOld,
    isDeviceFull,
    isDeviceAtFault,
    hasStopped,
    isSilent,
    received,
    heardSession,
    isEnded,
    pendingCount,
    quarantineCount,
    unsentCount,
    handedCount,
    lastSyncAt,
    isFirstSync,
    start: () => schedule.start(),
    stop: () => schedule.stop(),
    syncNow,
    retry,
    discard,
  };
});
