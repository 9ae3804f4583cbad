import { liveQuery } from 'dexie';
import { uploadFile } from '#client/api/files-api.ts';
import { fileSending, NOTHING_SENT } from '#client/records/file-sending.ts';
import { announce, findWorkspace } from '#client/records/workspace.ts';
import { onTableChanged } from '#client/storage/changed-keys.ts';
import { sendFiles } from './send-files.ts';

const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 5 * 60_000;
/** The records of what has arrived are fetched so often while more goes up. */
const TOLD_EVERY_MS = 15_000;

let stopLast: (() => void) | undefined;

/** What browsers that know it say of the link (`Network Information API`); the others say nothing, and nothing is held back. */
interface Connection extends EventTarget {
  type?: string;
  saveData?: boolean;
}

function findConnection(): Connection | undefined {
  return (navigator as { connection?: Connection }).connection;
}

/** Whether the link is known to be one that costs by what goes over it. */
export function isMetered(): boolean {
  const { type, saveData } = findConnection() ?? {};
  return type === 'cellular' || type === 'wimax' || saveData === true;
}

/**
 * Sends photos and files in the background for as long as the app is open: when one was taken, its record has gone, or the
 * network is back; one page of the device at a time. Until another person's app asks for the same.
 */
export function watchFiles(): void {
  stopLast?.();
  const workspace = findWorkspace();
  if (!workspace) return;
  const { db, now } = workspace;
  const stopping = new AbortController();
  const { signal } = stopping;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isRunning = false;
  let isAskedAgain = false;
  let failures = 0;
  let toldMs = 0;
  fileSending.value = NOTHING_SENT;

  const round = async (): Promise<'done' | 'later'> => {
    const before = fileSending.value.arrived;
    const outcome = await sendFiles({
      db,
      upload: uploadFile,
      now,
      isMetered,
      signal,
      state: fileSending.value,
      tell(state) {
        if (signal.aborted) return;
        if (state.arrived.size > fileSending.value.arrived.size && Date.now() - toldMs > TOLD_EVERY_MS) {
          toldMs = Date.now();
          announce();
        }
        fileSending.value = state;
      },
    });
    if (fileSending.value.arrived.size > before.size) announce();
    return outcome;
  };

  const run = async (): Promise<void> => {
    clearTimeout(timer);
    if (signal.aborted || findWorkspace()?.db !== db) return;
    if (isRunning) {
      isAskedAgain = true;
      return;
    }
    isRunning = true;
    isAskedAgain = false;
    let outcome: 'done' | 'later' = 'later';
    try {
      outcome = await alone(`banso.files.${db.name}`, round);
    } catch (error) {
      // The database is being closed, or gives nothing back: the page says so elsewhere.
      console.warn('photos could not be sent', error);
    }
    isRunning = false;
    if (signal.aborted) return;
    failures = outcome === 'later' ? failures + 1 : 0;
    if (isAskedAgain && outcome === 'done') void run();
    else if (outcome === 'later') {
      const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1));
      timer = setTimeout(() => void run(), longest * (0.5 + Math.random() / 2));
    }
  };

  const hear = (): void => {
    failures = 0;
    void run();
  };
  window.addEventListener('online', hear, { signal });
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && hear(), {
    signal,
  });
  findConnection()?.addEventListener?.('change', hear, { signal });
  // A photo's record comes after its bytes. That something changed is enough to hear: a list of hundreds of files, read
  // with each of them, would leave more behind in memory than they are.
  const stopHearing = onTableChanged(db.name, 'attachments', () => void run());
  // Its first answer begins the first round.
  const setting = liveQuery(async () => db.getMeta('photosOnWifiOnly')).subscribe({
    next: () => void run(),
    error: () => undefined,
  });
  stopLast = () => {
    stopHearing();
    setting.unsubscribe();
    clearTimeout(timer);
    stopping.abort();
  };
}

/** Does a task unless another page of the device is at it, which is as good. */
async function alone(name: string, task: () => Promise<'done' | 'later'>): Promise<'done' | 'later'> {
  const locks = (navigator as { locks?: LockManager | null }).locks;
  if (!locks) return task();
  return locks.request(name, { ifAvailable: true }, async (lock) => (lock ? task() : 'later'));
}
