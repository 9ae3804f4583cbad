import { computed, reactive, ref, shallowRef } from 'vue';
import { Unreachable } from '#client/api/http.ts';
import { useEditions } from '#client/records/documents.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import type { SheetFault } from '#client/workers/sheet/sheet-contract.ts';
import type { Catalogue } from '#domain/catalogue/model.ts';
import {
  planProgrammeImport,
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

  async function readFile(file: File): Promise<void> {
    isReading.value = true;
    startOver();
    fileName.value = file.name;
    try {
      const read = await askSheetWorker('read', await file.arrayBuffer());
      if ('rows' in read) rows.value = read.rows;
      else fault.value = read.fault;
    } catch (error) {
      isOffline.value = error instanceof Unreachable;
      hasFailed.value = !isOffline.value;
      if (hasFailed.value) console.error('the list could not be read', error);
    } finally {
      isReading.value = false;
    }
  }

  function startOver(): void {
    rows.value = null;
    answers.value = {};
    overrules.value = {};
    fault.value = null;
    hasFailed.value = false;
    isOffline.value = false;
  }

  return reactive({
    fileName,
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
    startOver,
  });
}
