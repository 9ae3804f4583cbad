import { whenIdle } from './browser/when-idle.ts';

const START_MS = 1_000;
const LATEST_MS = 5_000;

/**
 * Does what the first screen can do without: once it stands, and when the browser has nothing
 * else to do. Even a small piece of work delays a key on a slow phone.
 */
export function runAfterStart(work: () => void): void {
  setTimeout(() => whenIdle(work, LATEST_MS), START_MS);
}
