const START_MS = 1_000;
/** A page that is never idle does it all the same. */
const LATEST_MS = 5_000;

/**
 * Does what the first screen can do without: once it stands, and when the browser has nothing
 * else to do. Even a small piece of work delays a key on a slow phone.
 */
export function runAfterStart(work: () => void): void {
  setTimeout(() => {
    // Safari has no idle callback.
    if ('requestIdleCallback' in window) window.requestIdleCallback(work, { timeout: LATEST_MS });
    else work();
  }, START_MS);
}
