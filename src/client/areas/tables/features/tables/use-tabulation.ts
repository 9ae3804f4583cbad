import { computed, onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { TableSpec } from '#domain/tabulation/table-spec.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import { isClosed } from '#client/workers/bridge/worker-link.ts';
import type {
  DataState,
  DataSummary,
  SurveyTables,
  WantedWave,
} from '#client/workers/tabulation/tabulation-contract.ts';
import { openTabulationLink } from '#client/workers/tabulation/tabulation-link.ts';

/** What is to be counted. */
export interface Wanted {
  specs: TableSpec[];
  /** Other surveys whose tables stand beside. */
  waves: WantedWave[];
}

/** The newest tables for specifications that may change, and the data they were counted from. */
export interface Tabulation {
  /** The last ones that were computed, the survey that is followed first; they stay until the next ones are there. */
  tables: Readonly<ShallowRef<readonly SurveyTables[] | undefined>>;
  /** Whether the tables are those that are wanted now. */
  isCounted: Readonly<Ref<boolean>>;
  /** `null` when this device has no survey with its questionnaire; `undefined` until it is known. */
  summary: Readonly<ShallowRef<DataSummary | null | undefined>>;
  failure: Readonly<Ref<string | undefined>>;
}

/**
 * Counts the tables that `wanted` asks for, again whenever it, the survey or the responses change.
 *
 * @param surveyId whose responses are counted; of the newest survey when undefined
 */
export function useTabulation(
  surveyId: () => string | undefined,
  wanted: () => Wanted | undefined,
): Tabulation {
  const { session } = useWorkspace();
  const tables = shallowRef<readonly SurveyTables[]>();
  const summary = shallowRef<DataSummary | null>();
  const failure = ref<string>();
  let lastId = 0;
  let countedId: string | undefined;
  /** What the tables were counted for. */
  const countedFor = ref<string>();
  const link = openTabulationLink();

  function fail(error: unknown): void {
    if (!isClosed(error)) failure.value = error instanceof Error ? error.message : String(error);
  }

  function see(state: DataState): void {
    if ('failure' in state) {
      failure.value = state.failure;
      return;
    }
    // The table of another survey is not one of this.
    if (state.summary?.survey.id !== countedId) tables.value = undefined;
    countedId = state.summary?.survey.id;
    summary.value = state.summary;
  }

  async function compute(asked: Wanted): Promise<void> {
    const id = (lastId += 1);
    try {
      const counted = await link.ask('compute', asked);
      // An answer to an earlier question, or of another survey, comes too late to be shown.
      if (id !== lastId || counted[0]?.surveyId !== countedId) return;
      tables.value = counted;
      countedFor.value = JSON.stringify(asked);
      failure.value = undefined;
    } catch (error) {
      if (id === lastId) fail(error);
    }
  }

  const { centre, user } = session;
  link
    .ask(
      'follow',
      { centreId: centre.id, userId: user.id, surveyId: surveyId() },
      { onProgress: see, patienceMs: Infinity },
    )
    .catch(fail);
  watch(surveyId, (id) => {
    link.ask('choose', { surveyId: id }).catch(fail);
  });
  // By what it says: another unit or order of the page asks for the same tables again.
  const question = computed(() => JSON.stringify(wanted()));
  watch(
    [question, () => summary.value?.dataHash, () => summary.value?.survey.id],
    ([, dataHash]) => {
      const asked = wanted();
      if (asked && dataHash) void compute(asked);
    },
    { immediate: true },
  );
  onScopeDispose(() => link.close());
  return { tables, isCounted: computed(() => countedFor.value === question.value), summary, failure };
}
