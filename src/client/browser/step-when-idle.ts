import { whenIdle } from './when-idle.ts';

/** So long one step waits for a moment in which the person wants nothing. */
const LATEST_MS = 2_000;

/** Does long work step by step, each when the browser has nothing to do for the person. Gives the way to stop. */
export function stepWhenIdle(steps: Iterator<unknown>): () => void {
  let isStopped = false;
  const next = (): void => {
    if (!isStopped && !steps.next().done) whenIdle(next, LATEST_MS);
  };
  whenIdle(next, LATEST_MS);
  return () => {
    isStopped = true;
  };
}
