import { watch } from 'vue';
import { countUnsent } from '#client/storage/count-unsent.ts';
import { findRemembered } from '#client/storage/device-memory.ts';
import { keepFormDraftsAgain, listUnkeptDrafts } from '#client/storage/form-draft.ts';
import { GIVING_UP } from '#client/storage/give-up-database.ts';
import { identifyDatabase } from '#client/storage/identify-database.ts';
import { replayJournal } from '#client/storage/replay-journal.ts';
import { restoreUnsent } from '#client/storage/restore-unsent.ts';
import { deviceTrouble, noteFailure, reopenings } from './device-trouble.ts';
import { announce, flushWorkspace, type Workspace } from './workspace.ts';

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;
/** A connection that gives no answer for so long is taken for lost: WebKit drops them without a word. */
const PATIENCE_MS = 5_000;

/** Looks after the device's database while the app is open. */
export interface DeviceWatch {
  /** Looks now whether the device does as it should, and does again what it could not do. */
  mend(): Promise<void>;
  stop(): void;
}

/**
 * Sees to it that the database works for as long as the app is open, and that what it could not keep
 * is tried again: a lost connection is opened anew, and where somebody has cleared the browser's data
 * what this page remembers is put back. Looks whenever something failed, the database was closed, or
 * the person comes back, and on a timer that backs off while there is trouble.
 *
 * @param onCleared is told that the browser's data was cleared; what the page remembered is back by then.
 */
export function watchDevice(workspace: Workspace, onCleared: () => void): DeviceWatch {
  const { db } = workspace;
  const listening = new AbortController();
  const { signal } = listening;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempts = 0;
  let running: Promise<void> | undefined;
  let wasClosed = false;

  const mend = (): Promise<void> => (running ??= attempt().finally(() => (running = undefined)));

  async function attempt(): Promise<void> {
    // Their person leaves this device, here or in another tab.
    if (signal.aborted || db.hasBeenClosed() || findRemembered(GIVING_UP) === db.name) return;
    clearTimeout(timer);
    timer = undefined;
    const had = deviceTrouble.value;
    try {
      await wake();
      await putBackIfCleared();
      if (deviceTrouble.value) await doAgain();
    } catch (error) {
      noteFailure(error);
    }
    if (signal.aborted) return;
    if (deviceTrouble.value && had) deviceTrouble.value = { ...deviceTrouble.value, isLasting: true };
    if (!deviceTrouble.value && !had) attempts = 0;
    // Also where it is over: what fails again at once must not go round and round.
    else timer = setTimeout(() => void mend(), Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempts++));
  }

  async function wake(): Promise<void> {
    try {
      await inTime(db.getMeta('deviceId'));
      if (!wasClosed) return;
    } catch (error) {
      console.warn('the connection to the database is opened anew', error);
      db.close({ disableAutoOpen: false });
      await inTime(db.open());
    }
    wasClosed = false;
    reopenings.value += 1;
  }

  async function putBackIfCleared(): Promise<void> {
    const { databaseId } = await identifyDatabase(db);
    if (databaseId === workspace.databaseId) return;
    const { unsent } = workspace;
    await restoreUnsent(db, unsent.list());
    // Another tab may have put something back, too.
    await db.setMeta('lostWithDatabase', Math.max(0, unsent.unsentCount - (await countUnsent(db))));
    workspace.databaseId = databaseId;
    await keepFormDraftsAgain(db);
    onCleared();
    announce();
  }

  async function doAgain(): Promise<void> {
    // A write that changes nothing tells whether there is room.
    await db.setMeta('databaseId', workspace.databaseId);
    await keepFormDraftsAgain(db);
    // What pages before this one had left behind could not be saved, either.
    await replayJournal(db, workspace.author);
    await flushWorkspace();
    if (deviceTrouble.value && deviceTrouble.value.unsaved.length > 0) return;
    deviceTrouble.value = null;
    reopenings.value += 1;
  }

  function look(): void {
    if (document.visibilityState === 'visible') void mend();
  }
  function afterClosing(): void {
    wasClosed = true;
    // Not within the event: another tab that deletes it waits for this one to have let go.
    setTimeout(() => void mend());
  }
  function warn(event: BeforeUnloadEvent): void {
    if (deviceTrouble.value?.unsaved.length || listUnkeptDrafts(db).length > 0) event.preventDefault();
  }

  db.on('close', afterClosing);
  document.addEventListener('visibilitychange', look, { signal });
  window.addEventListener('focus', look, { signal });
  window.addEventListener('storage', ({ key }) => key === null && look(), { signal });
  window.addEventListener('beforeunload', warn, { signal });
  const unwatch = watch(deviceTrouble, (trouble) => trouble && !running && !timer && void mend(), {
    immediate: true,
    flush: 'sync',
  });

  function stop(): void {
    listening.abort();
    clearTimeout(timer);
    unwatch();
    db.on.close.unsubscribe(afterClosing);
  }
  return { mend, stop };
}

async function inTime<T>(answer: PromiseLike<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the database does not answer')), PATIENCE_MS);
  });
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}
