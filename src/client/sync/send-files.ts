import type { Instant } from '#domain/canonical/dates.ts';
import type { FileToUpload } from '#client/api/files-api.ts';
import { ApiProblem, Unreachable } from '#client/api/http.ts';
import type { FileSending } from '#client/records/file-sending.ts';
import type { BansoDatabase, KeptFile } from '#client/storage/database.ts';
import {
  dropFile,
  listDue,
  listStandingFiles,
  readFileBytes,
  tidyFiles,
} from '#client/storage/file-shelf.ts';
import { hashBytes } from '#client/storage/hash-bytes.ts';
import { releaseBytes } from '#client/storage/release-bytes.ts';

/** What the server says of a file for good; it is not asked again until the app is opened anew. */
const FINAL = new Set(['file-too-large', 'file-type-refused', 'file-space-full', 'forbidden', 'file-gone']);

export interface FileSender {
  db: BansoDatabase;
  upload: (
    file: FileToUpload,
    options: { onProgress: (sentBytes: number) => void; signal: AbortSignal },
  ) => Promise<void>;
  now: () => Instant;
  /** Whether what goes up costs its person something. */
  isMetered: () => boolean;
  signal: AbortSignal;
  /** What is known until now, and who is told when it changes. */
  state: FileSending;
  tell: (state: FileSending) => void;
}

/**
 * Sends the photos and files that wait, one at a time, each after its record. One that the server does not take holds up
 * no other.
 *
 * @returns `done` when nothing is left that could go now, `later` when something is to be tried again.
 */
export async function sendFiles(sender: FileSender): Promise<'done' | 'later'> {
  const { db, now, signal } = sender;
  let { state } = sender;
  const tell = (change: Partial<FileSending>): void => {
    state = { ...state, ...change };
    sender.tell(state);
  };
  const tried = new Set<string>();
  for (;;) {
    const wifiOnly = (await db.getMeta('photosOnWifiOnly')) ?? false;
    const waitsForWifi = wifiOnly && sender.isMetered();
    const due = listDue(await listStandingFiles(db)).filter(
      ({ key, attachmentId }) =>
        !state.arrived.has(key) && !state.refused.has(attachmentId) && !tried.has(key),
    );
    const next = due.find(({ part }) => part === 'thumb' || !waitsForWifi);
    if (state.waitsForWifi !== (waitsForWifi && due.length > 0))
      tell({ waitsForWifi: waitsForWifi && due.length > 0 });
    if (!next || signal.aborted) {
      await tidyFiles(db, now());
      return tried.size > 0 ? 'later' : 'done';
    }
    try {
      await sendOne(sender, next, tell);
      tell({ arrived: new Set(state.arrived).add(next.key) });
    } catch (error) {
      if (error instanceof Unreachable) return 'later';
      if (!(error instanceof ApiProblem)) throw error;
      // Signed out, a failing server: nothing about this file.
      if (
        error.status === 401 ||
        error.status === 429 ||
        error.code === 'internal-error' ||
        error.code === 'not-ready'
      )
        return 'later';
      tried.add(next.key);
      if (FINAL.has(error.code))
        tell({ refused: new Map(state.refused).set(next.attachmentId, error.title) });
    } finally {
      tell({ current: null });
    }
  }
}

async function sendOne(
  { db, upload, signal }: FileSender,
  { key, attachmentId, part, sizeBytes, sha256 }: KeptFile,
  tell: (change: Partial<FileSending>) => void,
): Promise<void> {
  const bytes = await readFileBytes(db, attachmentId, part);
  if (!bytes || (await hashBytes(bytes)) !== sha256) {
    // Lost to the browser: the record stays, and says that its bytes never came.
    await dropFile(db, key);
    return;
  }
  const onProgress = (sentBytes: number): void =>
    tell({ current: { key, attachmentId, sentBytes, totalBytes: sizeBytes } });
  onProgress(0);
  try {
    await upload({ attachmentId, part, bytes }, { onProgress, signal });
  } finally {
    releaseBytes(bytes);
  }
}
