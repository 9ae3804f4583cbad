import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { compareCell, type CellChange, type DecisionChange } from '#domain/tabulation/decision-cells.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import type { Local } from '#client/storage/database.ts';
import { isClosed } from '#client/workers/bridge/worker-link.ts';
import { openTabulationLink } from '#client/workers/tabulation/tabulation-link.ts';

/** What became of the numbers of decisions, by the decision's id. */
export interface Recounted {
  changes: Readonly<ShallowRef<ReadonlyMap<string, DecisionChange> | undefined>>;
  failure: Readonly<Ref<string | undefined>>;
}

/** Counts in a worker what the numbers of decisions are now, again whenever these or the responses change. */
export function useRecount(decisions: () => readonly Local<'decisions'>[]): Recounted {
  const { session } = useWorkspace();
  const changes = shallowRef<ReadonlyMap<string, DecisionChange>>();
  const failure = ref<string>();
  const version = ref(0);
  const link = openTabulationLink();
  let lastId = 0;

  function fail(error: unknown): void {
    if (!isClosed(error)) failure.value = error instanceof Error ? error.message : String(error);
  }

  async function recount(asked: readonly Local<'decisions'>[]): Promise<void> {
    const id = (lastId += 1);
    const based = asked.flatMap((decision) => {
      const { surveyId, specs, evidence } = decision.fields;
      return surveyId && specs !== undefined && evidence?.length
        ? [{ id: decision.id, surveyId, specs, evidence }]
        : [];
    });
    try {
      const counted = await link.ask('recount', {
        decisions: based.map(({ evidence, ...decision }) => ({
          ...decision,
          cells: evidence.map(({ table, block, row, column }) => ({ table, block, row: [...row], column })),
        })),
      });
      if (id !== lastId) return;
      changes.value = new Map(
        counted.map(({ id: decisionId, cells: now, dataHash }, index) => {
          const cells = based[index]!.evidence.map((cell, at) => compareCell(cell, now[at]));
          return [decisionId, { cells, state: worstOf(cells), dataHash }];
        }),
      );
    } catch (error) {
      if (id === lastId) fail(error);
    }
  }

  const { centre, user } = session;
  link
    .ask(
      'follow',
      { centreId: centre.id, userId: user.id, surveyId: undefined },
      { onProgress: () => (version.value += 1), patienceMs: Infinity },
    )
    .catch(fail);
  watch([decisions, version], () => {
    if (version.value > 0) void recount(decisions());
  });
  onScopeDispose(() => link.close());
  return { changes, failure };
}

function worstOf(cells: readonly CellChange[]): CellChange['state'] {
  const states = cells.map(({ state }) => state);
  return states.includes('gone') ? 'gone' : states.includes('changed') ? 'changed' : 'same';
}
