import { computed, onScopeDispose, reactive, ref, shallowRef } from 'vue';
import { NO_CHOICES } from '#domain/casework/account-import/account-import-choices.ts';
import type { AttributeCodebook } from '#domain/casework/account-import/account-import-codes.ts';
import type { ColumnMapping, ImportField } from '#domain/casework/account-import/account-import-columns.ts';
import type {
  AccountUpdate,
  ImportPlan,
  MatchedRow,
} from '#domain/casework/account-import/account-import.ts';
import { useCodeLabels } from '#client/records/code-labels.ts';
import { useLiveQuery } from '#client/records/live-query.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import { isStorageFull } from '#client/storage/is-storage-full.ts';
import { isClosed, type WorkerLink } from '#client/workers/bridge/worker-link.ts';
import type {
  FileFault,
  FileRead,
  ImportContract,
  PlanRequest,
} from '#client/workers/import/import-contract.ts';
import { openImportLink } from '#client/workers/import/import-link.ts';
import { toBatches } from './import-batches.ts';
import { takeKnownCompanies } from './known-companies.ts';
import { useImportValues } from './use-import-values.ts';

/** Where the person is in an import. */
export type ImportStep = 'file' | 'columns' | 'values' | 'check' | 'writing' | 'done';

/** What a person says of a row that may mean a known company: which one, or that it is a new one. */
export type RowAnswer = { accountId: string } | 'new';

/** How a file is laid out, as far as the person has said it. */
type Layout = ImportContract['split']['request'];

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
  const codes = useCodeLabels();

  const values = useImportValues(db);

  const step = ref<ImportStep>('file');
  const fileName = ref('');
  const file = shallowRef<FileRead | null>(null);
  const fileFault = shallowRef<FileFault | null>(null);
  const mapping = ref<ColumnMapping>([]);
  const dropUnreadable = ref(false);
  const plan = shallowRef<ImportPlan | null>(null);
  const skippedRows = ref(new Set<number>());
  const answers = ref(new Map<number, RowAnswer>());
  const isBusy = ref(false);
  const hasFailed = ref(false);
  const isDeviceFull = ref(false);
  const done = ref(0);
  const outcome = ref<ImportOutcome | null>(null);

  const lastSync = useLiveQuery(async () => (await db.getMeta('lastSyncAt')) ?? null, null);
  /** Before the first sync the device does not know what it would double. */
  const isReady = computed(() => codes.ready.value && lastSync.data.value !== null);
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

  /** Leads to the worker that holds the file's rows. */
  let link: WorkerLink<ImportContract> | undefined;
  let chosen: File | undefined;
  let chosenLayout: Layout = {};
  let kept: { mapping: ColumnMapping; layout: Layout } | undefined;

  function fail(error: unknown): void {
    // Another file, another attempt or another page has taken its place.
    if (isClosed(error)) return;
    console.error('the import worker failed', error);
    isBusy.value = false;
    hasFailed.value = true;
    isDeviceFull.value = isStorageFull(error);
  }

  function begin(): void {
    isBusy.value = true;
    hasFailed.value = false;
    done.value = 0;
  }

  /** Reads a file; the columns follow, or a fault of the file. */
  async function readFile(newFile: File): Promise<void> {
    begin();
    fileFault.value = null;
    outcome.value = null;
    chosen = newFile;
    fileName.value = newFile.name;
    link?.close();
    link = openImportLink();
    try {
      await take(await link.ask('read', await newFile.arrayBuffer()));
      // Stopping a dry run ends the worker: what the person had chosen holds for the new one too.
      chosenLayout = {};
      if (kept && Object.keys(kept.layout).length > 0) await lay(kept.layout);
      if (kept && step.value === 'columns') mapping.value = kept.mapping;
      kept = undefined;
      isBusy.value = false;
    } catch (error) {
      fail(error);
    }
  }

  async function take(read: ImportContract['read']['answer']): Promise<void> {
    if ('fault' in read) {
      fileFault.value = read.fault;
      step.value = 'file';
    } else {
      mapping.value = await values.recall(read.file);
      file.value = read.file;
      step.value = 'columns';
    }
  }

  /** Reads the same file with another separator between its cells, or with other headings. */
  async function lay(layout: Layout): Promise<void> {
    // What a separator makes of the rows decides anew where the headings are.
    chosenLayout = layout.delimiter === undefined ? { ...chosenLayout, ...layout } : layout;
    try {
      if (link) await take(await link.ask('split', chosenLayout));
    } catch (error) {
      fail(error);
    }
  }

  /** Says what a column holds; a field stands in one column only. */
  function setColumn(column: number, field: ImportField | null): void {
    mapping.value = mapping.value.map((other, index) =>
      index === column ? field : other === field ? null : other,
    );
  }

  /** The options by which companies are coded, without what Vue wraps them in: they go to the worker. */
  function listCodes(): AttributeCodebook {
    return {
      industry: codes.options('attribute.industry'),
      employees: codes.options('attribute.employees'),
      sales: codes.options('attribute.sales'),
      municipality: codes.options('attribute.municipality'),
    };
  }

  /** Goes on from the columns: to the values that a person has to explain, else to the dry run. */
  async function leaveColumns(): Promise<void> {
    const asked = link;
    if (!asked || isBusy.value) return;
    begin();
    try {
      const codebook = listCodes();
      const request = { mapping: [...mapping.value], codebook, choices: NO_CHOICES };
      values.take(await asked.ask('values', request), codebook);
      isBusy.value = false;
    } catch (error) {
      fail(error);
      return;
    }
    if (values.isAsked.value) step.value = 'values';
    else await check();
  }

  /** Makes the dry run. */
  async function check(): Promise<void> {
    const asked = link;
    if (!asked || isBusy.value) return;
    begin();
    try {
      await asked.ask('forgetKnown', null);
      await takeKnownCompanies(db, (companies) => asked.ask('know', companies));
      const request: PlanRequest = {
        mapping: [...mapping.value],
        codebook: listCodes(),
        dropUnreadable: dropUnreadable.value,
        choices: values.choices.value,
      };
      plan.value = await asked.ask('plan', request, { onProgress: (rowsDone) => (done.value = rowsDone) });
      await values.remember(mapping.value);
      skippedRows.value = new Set();
      answers.value = new Map();
      step.value = 'check';
      isBusy.value = false;
    } catch (error) {
      fail(error);
    }
  }

  /** Stops the dry run under way and goes back to the columns. */
  async function cancelCheck(): Promise<void> {
    if (!chosen || !file.value) return;
    kept = { mapping: [...mapping.value], layout: chosenLayout };
    plan.value = null;
    await readFile(chosen);
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
    const batches = toBatches(addedRows.value, updates.value, workspace.newId);
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
    link?.close();
    link = undefined;
    chosen = undefined;
    values.forget();
    file.value = null;
    plan.value = null;
    fileFault.value = null;
    isBusy.value = false;
    step.value = 'file';
  }

  onScopeDispose(() => link?.close());

  return reactive({
    step,
    fileName,
    file,
    fileFault,
    mapping,
    dropUnreadable,
    plan,
    skippedRows,
    answers,
    unansweredCount,
    isBusy,
    hasFailed,
    isDeviceFull,
    done,
    outcome,
    isReady,
    isUnready,
    addedRows,
    updates,
    writeCount,
    readFile,
    lay,
    setColumn,
    values,
    leaveColumns,
    check,
    cancelCheck,
    toggleRow,
    toggleAllRows,
    answerRow,
    writeAll,
    startOver,
  });
}
