import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { Table } from '#domain/tabulation/table.ts';
import type { TableSpec } from '#domain/tabulation/table-spec.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import { connectTabulation } from '#client/workers/tabulation/tabulation-connection.ts';
import type { DataSummary, TabulationAnswer } from '#client/workers/tabulation/tabulation-service.ts';

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

  function take(answer: TabulationAnswer): void {
    if (answer.kind === 'data') {
      // The table of another survey is not one of this.
      if (answer.summary?.survey.id !== countedId) table.value = undefined;
      countedId = answer.summary?.survey.id;
      summary.value = answer.summary;
    }
    // An answer to an earlier question comes too late to be shown.
    else if (answer.id !== null && answer.id !== lastId) return;
    else if (answer.kind === 'failed') failure.value = answer.message;
    else if (answer.surveyId === countedId) {
      table.value = answer.table;
      failure.value = undefined;
    }
  }

  const connection = connectTabulation(take);
  connection.send({
    kind: 'open',
    centreId: session.centre.id,
    userId: session.user.id,
    surveyId: surveyId(),
  });
  watch(surveyId, (wanted) => connection.send({ kind: 'choose', surveyId: wanted }));
  watch(
    [spec, () => summary.value?.dataHash, () => summary.value?.survey.id],
    ([wanted, dataHash]) => {
      if (wanted && dataHash) connection.send({ kind: 'compute', id: ++lastId, spec: wanted });
    },
    { immediate: true },
  );
  onScopeDispose(() => connection.close());
  return { table, summary, failure };
}
