import { computed, reactive, ref, shallowRef } from 'vue';
import type {
  AccountUpdate,
  ImportPlan,
  MatchedRow,
} from '#domain/casework/account-import/account-import.ts';
import { useLiveQuery } from '#client/records/live-query.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import { takePlan } from '#client/workers/import/parted-plan.ts';
import { toBatches } from './import-batches.ts';
import { takeKnownCompanies } from './known-companies.ts';
import { useListReading } from './use-list-reading.ts';

/** What a person says of a row that may mean a known company: which one, or that it is a new one. */
export type RowAnswer = { accountId: string } | 'new';

/** What an import has written. */
export interface ImportOutcome {
  added: number;
  updated: number;
}

/**
 * One import of a company list: file, columns, dry run, writing. Nothing is on the device
 * before the last step, and then everything at once; leaving the page before forgets the
 * list, leaving it while writing lets the writing end.
 */
export function useAccountImport() {
  const workspace = useWorkspace();
  const { db } = workspace;

  const plan = shallowRef<ImportPlan | null>(null);
  const skippedRows = ref(new Set<number>());
  const answers = ref(new Map<number, RowAnswer>());
  const outcome = ref<ImportOutcome | null>(null);

  const reading = useListReading(async (link, request) => {
    await link.ask('forgetKnown', null);
    await takeKnownCompanies(db, (companies) => link.ask('know', companies));
    const head = await link.ask('dryRun', request, {
      onProgress: (rowsDone) => (reading.done.value = rowsDone),
    });
    plan.value = await takePlan<ImportPlan>(link, head);
    skippedRows.value = new Set();
    answers.value = new Map();
  });
  const { step, fileName, isBusy, done, begin, fail } = reading;

  const lastSync = useLiveQuery(async () => (await db.getMeta('lastSyncAt')) ?? null, null);
  /** Before the first sync the device does not know what it would double. */
  const isReady = computed(() => reading.codes.ready.value && lastSync.data.value !== null);
  const isUnready = computed(() => lastSync.ready.value && !isReady.value);

  const updatedRows = computed<MatchedRow[]>(
    () => plan.value?.matched.filter(({ row }) => !skippedRows.value.has(row)) ?? [],
  );
  /** What becomes of the rows in doubt; those without an answer are left out. */
  const answered = computed(() => {
    const rows = plan.value?.uncertain ?? [];
    const isNew = rows.filter(({ row }) => answers.value.get(row) === 'new');
    const updates = rows.flatMap<AccountUpdate>(({ row, candidates }) => {
      const answer = answers.value.get(row);
      return typeof answer === 'object'
        ? candidates.filter(({ accountId }) => accountId === answer.accountId)
        : [];
    });
    return { isNew, updates };
  });
  const unansweredCount = computed(() => (plan.value?.uncertain.length ?? 0) - answers.value.size);
  const addedRows = computed(() => [...(plan.value?.added ?? []), ...answered.value.isNew]);
  const updates = computed<AccountUpdate[]>(() => [...updatedRows.value, ...answered.value.updates]);
  const writeCount = computed(() => addedRows.value.length + updates.value.length);

  /** Reads a file; the columns follow, or a fault of the file. */
  async function readFile(file: File): Promise<void> {
    outcome.value = null;
    await reading.readFile(file);
  }

  /** Stops the dry run under way and goes back to the columns. */
  async function cancelCheck(): Promise<void> {
    plan.value = null;
    await reading.cancelCheck();
  }

  function toggleRow(row: number, isUpdated: boolean): void {
    const skipped = new Set(skippedRows.value);
    if (isUpdated) skipped.delete(row);
    else skipped.add(row);
    skippedRows.value = skipped;
  }

  function toggleAllRows(isUpdated: boolean): void {
    skippedRows.value = new Set(isUpdated ? [] : plan.value?.matched.map(({ row }) => row));
  }

  /** Says what a row in doubt means; undefined leaves it out. */
  function answerRow(row: number, answer: RowAnswer | undefined): void {
    const next = new Map(answers.value);
    if (answer) next.set(row, answer);
    else next.delete(row);
    answers.value = next;
  }

  /** Writes the valid rows to the device, all or none. */
  async function writeAll(): Promise<void> {
    if (!plan.value || isBusy.value) return;
    begin();
    step.value = 'writing';
    const batches = await toBatches(addedRows.value, updates.value, workspace.newId);
    const updated = updates.value.length;
    const about = { id: workspace.newId(), fileName: fileName.value };
    try {
      // What a transaction runs may wait for nothing else.
      const { importTables, writeImport } = await import('#client/storage/write-import.ts');
      await workspace.writeTogether(importTables(db), () =>
        writeImport(
          db,
          workspace.author,
          about,
          { ...batches, updated },
          (written) => (done.value = written),
        ),
      );
      outcome.value = { added: batches.accounts.added.length, updated };
      startOver();
      step.value = 'done';
    } catch (error) {
      fail(error);
      step.value = 'check';
    } finally {
      isBusy.value = false;
    }
  }

  /** Forgets the file, for another one. */
  function startOver(): void {
    plan.value = null;
    reading.startOver();
  }

  return reactive({
    ...reading,
    plan,
    skippedRows,
    answers,
    unansweredCount,
    outcome,
    isReady,
    isUnready,
    addedRows,
    updates,
    writeCount,
    readFile,
    cancelCheck,
    toggleRow,
    toggleAllRows,
    answerRow,
    writeAll,
    startOver,
  });
}
