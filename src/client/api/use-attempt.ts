import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { ApiProblem, Unreachable } from './http.ts';

/** Requests to the server that a person starts, one at a time, and what a screen shows of them. */
export interface Attempts {
  isBusy: Ref<boolean>;
  /** The last attempt did not reach the server. */
  isUnreachable: Ref<boolean>;
  /** Why the server refused the last attempt. */
  problem: ShallowRef<ApiProblem | null>;
  /**
   * Runs a task and gives its result. Gives `undefined` when the server could not be reached or
   * refused it, as `isUnreachable` or `problem` then says, and without running it while another
   * task runs. Any other error is thrown.
   */
  attempt<Result>(task: () => Promise<Result>): Promise<Result | undefined>;
  /** Resolves when no task runs any more, whether the last one succeeded or failed. */
  whenIdle(): Promise<void>;
  /** Clears what the last attempt has left in `isUnreachable` and `problem`. */
  forget(): void;
}

/** Attempts of one screen or store, with their own state. */
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
    // Its error goes to who called `attempt`; here only the end matters.
    while (isBusy.value) await running.catch(() => undefined);
  }

  return { isBusy, isUnreachable, problem, attempt, whenIdle, forget };
}
