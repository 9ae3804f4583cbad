import { onMounted, reactive, ref, shallowRef } from 'vue';
import { acceptHeldChange, declineHeldChange, listHeldChanges } from '#client/api/held-changes-api.ts';
import { useAttempt } from '#client/api/use-attempt.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import type { HeldChange } from '#protocol/held-changes.ts';
import { findCompanies } from './subjects.ts';

/** How far a run over many changes is. */
export interface Progress {
  done: number;
  total: number;
}

/**
 * What people recorded and may no longer write, kept on the server only. Deciding needs a connection;
 * what could not be taken in waits on, with the reason in `reasons`.
 */
export function useHeldChanges() {
  const { db } = useWorkspace();
  const { attempt, isBusy, isUnreachable, problem, forget } = useAttempt();
  const held = shallowRef<HeldChange[] | null>(null);
  const companies = shallowRef<ReadonlyMap<string, string>>(new Map());
  /** Why the server would not take a change in, by its id. */
  const reasons = ref(new Map<string, string>());
  const progress = ref<Progress | null>(null);
  let isStopped = false;

  async function load(): Promise<void> {
    const list = await attempt(listHeldChanges);
    if (!list) return;
    companies.value = await findCompanies(
      db,
      list.map(({ change }) => change),
    );
    held.value = list;
  }

  /** Takes changes in one after the other, until told to stop or the server is out of reach; gives how many it took. */
  async function accept(changeIds: readonly string[]): Promise<number> {
    isStopped = false;
    let taken = 0;
    progress.value = { done: 0, total: changeIds.length };
    for (const changeId of changeIds) {
      if (isStopped) break;
      if (await decide(changeId, () => acceptHeldChange(changeId))) taken += 1;
      if (isUnreachable.value) break;
      progress.value = { done: progress.value.done + 1, total: changeIds.length };
    }
    progress.value = null;
    return taken;
  }

  const decline = (changeId: string, reason: string): Promise<boolean> =>
    decide(changeId, () => declineHeldChange(changeId, reason));

  async function decide(changeId: string, ask: () => Promise<void>): Promise<boolean> {
    const isDone = await attempt(async () => {
      await ask();
      return true;
    });
    const refusal = problem.value;
    // Somebody else has decided about it meanwhile.
    if (isDone || refusal?.code === 'not-found')
      held.value = (held.value ?? []).filter(({ change }) => change.changeId !== changeId);
    if (refusal && refusal.code !== 'not-found') reasons.value.set(changeId, refusal.title);
    // It stands with the change that it is about.
    if (refusal) forget();
    return isDone ?? false;
  }

  const stop = (): void => {
    isStopped = true;
  };

  onMounted(load);
  return reactive({
    held,
    companies,
    reasons,
    progress,
    isBusy,
    isUnreachable,
    problem,
    load,
    accept,
    decline,
    stop,
  });
}
