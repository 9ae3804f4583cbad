import { onScopeDispose, ref, shallowRef, type Ref } from 'vue';
import { NO_CHOICES } from '#domain/casework/account-import/account-import-choices.ts';
import type { AttributeCodebook } from '#domain/casework/account-import/account-import-codes.ts';
import type { ColumnMapping, ImportField } from '#domain/casework/account-import/account-import-columns.ts';
import { useCodeLabels } from '#client/records/code-labels.ts';
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
import { useImportValues } from './use-import-values.ts';

/** Where the person is in an import. */
export type ImportStep = 'file' | 'columns' | 'values' | 'check' | 'writing' | 'done';

/** How a file is laid out, as far as the person has said it. */
type Layout = ImportContract['split']['request'];

/**
 * The reading of a list, whatever becomes of its rows: file, columns, the meaning of its words, and the worker that
 * holds the rows. What follows upon it is asked of the worker in `check`.
 *
 * @param check makes the dry run: asks the worker for a plan; its failing is told as that of the reading is
 */
export function useListReading(
  check: (link: WorkerLink<ImportContract>, request: PlanRequest) => Promise<void>,
) {
  const { db } = useWorkspace();
  const codes = useCodeLabels();
  const values = useImportValues(db);

  const step: Ref<ImportStep> = ref('file');
  const fileName = ref('');
  const file = shallowRef<FileRead | null>(null);
  const fileFault = shallowRef<FileFault | null>(null);
  const mapping = ref<ColumnMapping>([]);
  const dropUnreadable = ref(false);
  const isBusy = ref(false);
  const hasFailed = ref(false);
  const isDeviceFull = ref(false);
  const done = ref(0);

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
    // What a separator makes of the rows, or another sheet, decides anew where the headings are.
    const isAnew = layout.delimiter !== undefined || layout.sheet !== undefined;
    chosenLayout = isAnew ? layout : { ...chosenLayout, ...layout };
    try {
      if (link) await take(await link.ask('split', chosenLayout));
    } catch (error) {
      fail(error);
    }
  }

  /** Says what a column holds; a field stands in one column only, but for an address, which may have parts. */
  function setColumn(column: number, field: ImportField | null): void {
    mapping.value = mapping.value.map((other, index) =>
      index === column ? field : other === field && field !== 'address' ? null : other,
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
    else await makeCheck();
  }

  /** Makes the dry run. */
  async function makeCheck(): Promise<void> {
    const asked = link;
    if (!asked || isBusy.value) return;
    begin();
    try {
      await check(asked, {
        mapping: [...mapping.value],
        codebook: listCodes(),
        dropUnreadable: dropUnreadable.value,
        choices: values.choices.value,
      });
      await values.remember(mapping.value);
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
    await readFile(chosen);
  }

  /** Forgets the file, for another one. */
  function startOver(): void {
    link?.close();
    link = undefined;
    chosen = undefined;
    values.forget();
    file.value = null;
    fileFault.value = null;
    isBusy.value = false;
    step.value = 'file';
  }

  onScopeDispose(() => link?.close());

  return {
    step,
    fileName,
    file,
    fileFault,
    mapping,
    dropUnreadable,
    isBusy,
    hasFailed,
    isDeviceFull,
    done,
    values,
    codes,
    begin,
    fail,
    readFile,
    lay,
    setColumn,
    leaveColumns,
    check: makeCheck,
    cancelCheck,
    startOver,
  };
}

/** What the screens of a list's reading work with. */
export type ListReading = ReturnType<typeof useListReading>;
