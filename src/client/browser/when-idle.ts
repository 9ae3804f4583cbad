/** Does something when the browser has nothing to do for the person, at the latest after so many milliseconds. */
export function whenIdle(work: () => void, latestMs: number): void {
  if ('requestIdleCallback' in window) window.requestIdleCallback(work, { timeout: latestMs });
  // Safari has no such callback; so much later its first drawing is over.
  else setTimeout(work, 100);
}
