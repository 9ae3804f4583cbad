import { computed, reactive, ref, shallowRef } from 'vue';
import { Unreachable } from '#client/api/http.ts';
import { useEditions } from '#client/records/documents.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import type { SheetName } from '#client/workers/sheet/read-workbook.ts';
import type { SheetFault } from '#client/workers/sheet/sheet-contract.ts';
import type { Catalogue } from '#domain/catalogue/model.ts';
import {
  planProgrammeImport,
  type FigureChoice,
  type ListedRow,
  type ProgrammeImportPlan,
} from '#domain/catalogue/edition/programme-import.ts';
import { countUndecided, listDecisions, type Answers, type Overrules } from './matching-decisions.ts';
import { askSheetWorker } from '#client/workers/sheet/ask-sheet-worker.ts';

/** A list of programmes on its way into an edition: the file, and what it would change. Nothing is written here. */
export function useListImport(getCatalogue: () => Catalogue | null) {
  const { newId } = useWorkspace();
  const editions = useEditions();
  const fileName = ref('');
  const rows = shallowRef<ListedRow[] | null>(null);
  /** The sheets of a workbook, and which of them is read. */
  const sheets = shallowRef<readonly SheetName[]>([]);
  const sheet = ref<string | null>(null);
  const figures = ref<FigureChoice>('ask');
  const hasDoubtfulFigures = computed(() => rows.value?.some(({ shown }) => shown !== undefined) ?? false);
  let chosen: File | undefined;
  const fault = shallowRef<SheetFault | null>(null);
  const isReading = ref(false);
  const hasFailed = ref(false);
  /** What reads spreadsheets could not be fetched. */
  const isOffline = ref(false);
  /** Whether programmes that the list does not name leave the edition. */
  const isWhole = ref(false);
  const answers = shallowRef<Answers>({});
  const overrules = shallowRef<Overrules>({});

  /** The dry run, made anew when the edition changes beneath. */
  const plan = computed(() => planWith(listDecisions(overrules.value, answers.value, matching.value)));
  /** What the rows are in other editions before what is uncertain is answered. */
  const matching = computed(() => planWith(listDecisions(overrules.value))?.matching);
  const undecidedCount = computed(() => (matching.value ? countUndecided(matching.value, answers.value) : 0));

  function planWith(decided: ReturnType<typeof listDecisions>): ProgrammeImportPlan | null {
    const catalogue = getCatalogue();
    if (!rows.value || !catalogue) return null;
    const known = editions.data.value.map((edition) => edition.catalogue);
    return planProgrammeImport(rows.value, catalogue, {
      isWhole: isWhole.value,
      figures: figures.value,
      editions: known,
      decisions: new Map(decided.map(({ page: row, key }) => [row, key])),
      createId: newId,
    });
  }

  const changeCount = computed(() => {
    if (!plan.value) return 0;
    const { added, changed, removed } = plan.value.comparison;
    return added.length + changed.length + removed.length;
  });

  /** Reads a file, of a workbook the sheet of this name or the one that seems to be meant. */
  async function readFile(file: File, sheetName?: string): Promise<void> {
    isReading.value = true;
    startOver();
    chosen = file;
    fileName.value = file.name;
    try {
      const bytes = await file.arrayBuffer();
      const read = await askSheetWorker(
        'read',
        sheetName === undefined ? { bytes } : { bytes, sheet: sheetName },
      );
      if ('rows' in read) ({ rows: rows.value, sheets: sheets.value, sheet: sheet.value } = read);
      else fault.value = read.fault;
    } catch (error) {
      isOffline.value = error instanceof Unreachable;
      hasFailed.value = !isOffline.value;
      if (hasFailed.value) console.error('the list could not be read', error);
    } finally {
      isReading.value = false;
    }
  }

  /** Reads another sheet of the same workbook. */
  async function readSheet(name: string): Promise<void> {
    if (chosen) await readFile(chosen, name);
  }

  function startOver(): void {
    rows.value = null;
    sheets.value = [];
    sheet.value = null;
    figures.value = 'ask';
    answers.value = {};
    overrules.value = {};
    fault.value = null;
    hasFailed.value = false;
    isOffline.value = false;
  }

  return reactive({
    fileName,
    sheets,
    sheet,
    figures,
    hasDoubtfulFigures,
    fault,
    isReading,
    hasFailed,
    isOffline,
    isWhole,
    answers,
    overrules,
    matching,
    undecidedCount,
    plan,
    changeCount,
    readFile,
    readSheet,
    startOver,
  });
}
