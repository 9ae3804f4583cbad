/** A tab waits this long for another tab's task to end. */
const LOCK_WAIT_MS = 60_000;

/** Runs a task in one tab at a time where the browser can arrange that, and anyway after a while. @throws what the task throws. */
export async function exclusively<T>(name: string, task: () => Promise<T>): Promise<T> {
  // Older and embedded browsers have none.
  const locks = (navigator as { locks?: LockManager | null }).locks;
  if (!locks) return task();
  let started = false;
  try {
    return await locks.request(name, { signal: AbortSignal.timeout(LOCK_WAIT_MS) }, () => {
      started = true;
      return task();
    });
  } catch (error) {
    if (started || !(error instanceof DOMException)) throw error;
    return task();
  }
}
