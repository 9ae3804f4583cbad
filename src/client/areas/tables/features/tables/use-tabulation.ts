import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { Table } from '#domain/tabulation/table.ts';
import type { TableSpec } from '#domain/tabulation/table-spec.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import { isClosed } from '#client/workers/bridge/worker-link.ts';
import type { DataState, DataSummary } from '#client/workers/tabulation/tabulation-contract.ts';
import { openTabulationLink } from '#client/workers/tabulation/tabulation-link.ts';

/** The newest table for a specification that may change, and the data it was counted from. */
export interface Tabulation {
  /** The last table that was computed; it stays until the next one is there. */
  table: Readonly<ShallowRef<Table | undefined>>;
  /** `null` when this device has no survey with its questionnaire; `undefined` until it is known. */
  summary: Readonly<ShallowRef<DataSummary | null | undefined>>;
  failure: Readonly<Ref<string | undefined>>;
}

/**
 * Counts the table that `spec` asks for, again whenever it, the survey or the responses change.
 *
 * @param surveyId whose responses are counted; of the newest survey when undefined
 */
export function useTabulation(
  surveyId: () => string | undefined,
  spec: () => TableSpec | undefined,
): Tabulation {
  const { session } = useWorkspace();
  const table = shallowRef<Table>();
  const summary = shallowRef<DataSummary | null>();
  const failure = ref<string>();
  let lastId = 0;
  let countedId: string | undefined;
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
    if (state.summary?.survey.id !== countedId) table.value = undefined;
    countedId = state.summary?.survey.id;
    summary.value = state.summary;
  }

  async function compute(wanted: TableSpec): Promise<void> {
    const id = (lastId += 1);
    try {
      const computed = await link.ask('compute', wanted);
      // An answer to an earlier question, or of another survey, comes too late to be shown.
      if (id !== lastId || computed.surveyId !== countedId) return;
      table.value = computed.table;
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
  watch(surveyId, (wanted) => {
    link.ask('choose', { surveyId: wanted }).catch(fail);
  });
  watch(
    [spec, () => summary.value?.dataHash, () => summary.value?.survey.id],
    ([wanted, dataHash]) => {
      if (wanted && dataHash) void compute(wanted);
    },
    { immediate: true },
  );
  onScopeDispose(() => link.close());
  return { table, summary, failure };
}
