import { computed, reactive, ref, shallowRef } from 'vue';
import { postParcel } from '#client/api/parcels-api.ts';
import { handIn } from '#client/api/sync-api.ts';
import { useAttempt } from '#client/api/use-attempt.ts';
import { useDocument } from '#client/records/documents.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import { isAllowed } from '#domain/access/permissions.ts';
import type { Change } from '#domain/sync/change.ts';
import type { PushResponse } from '#protocol/sync.ts';
import { readExportedFile, type FileContent, type FileFault } from './read-exported-file.ts';
import { findCompanies } from './subjects.ts';
import type { Progress } from './use-held-changes.ts';

/** So many changes go up at once: little is lost when the link breaks, and the server answers at once. */
const BATCH = 100;

/** What became of a file's changes. */
export interface ImportOutcome {
  /** New to the centre. */
  taken: number;
  /** In the centre already. */
  known: number;
  /** With the office now, which decides. */
  handed: number;
  refused: { change: Change; reason: string }[];
}

/** What stands in the way of a file whose form is right. */
export type ImportBar = 'ofOther' | 'ofStranger';

/** Takes a file with unsent changes, or with sealed letters, over to the server; a second time does nothing. */
export function useFileImport() {
  const { db, session, author } = useWorkspace();
  const staff = useDocument('staff');
  const { attempt, isBusy, isUnreachable, problem, forget } = useAttempt();
  const fileName = ref('');
  const fault = ref<FileFault>();
  const content = shallowRef<FileContent>();
  const companies = shallowRef<ReadonlyMap<string, string>>(new Map());
  const outcome = shallowRef<ImportOutcome>();
  /** How many letters were sent, once all were. */
  const lettersSent = ref<number>();
  const progress = ref<Progress | null>(null);

  const changes = computed(() => (content.value?.kind === 'changes' ? content.value.changes : []));
  const authors = computed(() => [...new Set(changes.value.map(({ madeBy }) => madeBy))]);
  const bar = computed<ImportBar | undefined>(() => {
    const { user } = session;
    const others = authors.value.filter((userId) => userId !== user.id);
    if (others.length > 0 && !isAllowed(user.role, 'changes.importForOthers')) return 'ofOther';
    const known = staff.data.value;
    return known && others.some((userId) => !known.some((one) => one.userId === userId))
      ? 'ofStranger'
      : undefined;
  });

  async function choose(file: File): Promise<void> {
    reset();
    fileName.value = file.name;
    const read = await readExportedFile(file, session.centre.id);
    if (typeof read === 'string') {
      fault.value = read;
      return;
    }
    if (read.kind === 'changes') companies.value = await findCompanies(db, read.changes);
    content.value = read;
  }

  function reset(): void {
    fileName.value = '';
    fault.value = undefined;
    content.value = undefined;
    outcome.value = undefined;
    lettersSent.value = undefined;
    forget();
  }

  /** Takes the file over; true when all of it has been answered. What a broken link left out goes up when it is done again. */
  async function take(): Promise<boolean> {
    const given = content.value;
    if (!given || bar.value !== undefined) return false;
    const isDone = await attempt(() =>
      given.kind === 'letters' ? sendLetters(given.letters) : sendChanges(),
    );
    progress.value = null;
    return isDone ?? false;
  }

  async function sendLetters(letters: Parameters<typeof postParcel>[0][]): Promise<true> {
    for (const [index, letter] of letters.entries()) {
      progress.value = { done: index, total: letters.length };
      await postParcel(letter);
    }
    lettersSent.value = letters.length;
    return true;
  }

  async function sendChanges(): Promise<true> {
    const sum: ImportOutcome = { taken: 0, known: 0, handed: 0, refused: [] };
    for (let start = 0; start < changes.value.length; start += BATCH) {
      progress.value = { done: start, total: changes.value.length };
      const batch = changes.value.slice(start, start + BATCH);
      await sendBatch(batch, sum);
    }
    outcome.value = sum;
    return true;
  }

  /** Sends changes in halves where they are too much for one request. */
  async function sendBatch(batch: readonly Change[], sum: ImportOutcome): Promise<void> {
    const half = Math.ceil(batch.length / 2);
    if (batch.length > 1 && sizeOf(batch) > MAX_BATCH_BYTES) {
      await sendBatch(batch.slice(0, half), sum);
      await sendBatch(batch.slice(half), sum);
      return;
    }
    count(await handIn(author.deviceId, batch), batch, sum);
  }

  return reactive({
    fileName,
    fault,
    content,
    changes,
    authors,
    bar,
    companies,
    outcome,
    lettersSent,
    progress,
    isBusy,
    isUnreachable,
    problem,
    choose,
    reset,
    take,
  });
}

/** The records in an answer are larger than the changes that made them: a request stays far below what one may have. */
const MAX_BATCH_BYTES = 256 * 1024;

function sizeOf(batch: readonly Change[]): number {
  return new Blob([JSON.stringify(batch)]).size;
}

function count({ results, serverTime }: PushResponse, batch: readonly Change[], sum: ImportOutcome): void {
  for (const [index, result] of results.entries()) {
    const change = batch[index];
    if (result.status !== 'rejected') {
      // What was there before keeps the receipt that it had.
      if (result.receipt.serverTime === serverTime) sum.taken += 1;
      else sum.known += 1;
    } else if (result.code === 'passed-to-office') sum.handed += 1;
    else if (change) {
      const reason = [result.title, ...(result.errors ?? []).map(({ message }) => message)].join(' / ');
      sum.refused.push({ change, reason });
    }
  }
}
