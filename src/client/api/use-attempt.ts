import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { ApiProblem, Unreachable } from './http.ts';

/** What one tries with the server, one thing at a time, and why it did not work. */
export interface Attempts {
  isBusy: Ref<boolean>;
  isUnreachable: Ref<boolean>;
  problem: ShallowRef<ApiProblem | null>;
  /** Runs a task; `undefined` when another one runs or it did not work. Throws what nobody expects. */
  attempt<Result>(task: () => Promise<Result>): Promise<Result | undefined>;
  /** Waits until nothing runs, however that ended. */
  whenIdle(): Promise<void>;
  forget(): void;
}

/** Remembers whether the server can be reached and what it refused last. */
export function useAttempt(): Attempts {
  const isBusy = ref(false);
  const isUnreachable = ref(false);
  const problem = shallowRef<ApiProblem | null>(null);
  let running: Promise<unknown> = Promise.resolve();

  function forget(): void {
    isUnreachable.value = false;
    problem.value = null;
  }

  async function attempt<Result>(task: () => Promise<Result>): Promise<Result | undefined> {
    if (isBusy.value) return undefined;
    const run = runAlone(task);
    running = run;
    return run;
  }

  async function runAlone<Result>(task: () => Promise<Result>): Promise<Result | undefined> {
    isBusy.value = true;
    forget();
    try {
      return await task();
    } catch (error) {
      if (error instanceof Unreachable) isUnreachable.value = true;
      else if (error instanceof ApiProblem) problem.value = error;
      else throw error;
      return undefined;
    } finally {
      isBusy.value = false;
    }
  }

  async function whenIdle(): Promise<void> {
    // Whoever runs the task hears of its failure.
    while (isBusy.value) await running.catch(() => undefined);
  }

  return { isBusy, isUnreachable, problem, attempt, whenIdle, forget };
}
