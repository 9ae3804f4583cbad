/** What a watched page has noted so far; times in ms. */
export interface PageNotes {
  /** When the largest thing of the page so far was painted, since the navigation. */
  largestPaintMs: number;
  /** When the first question stood there and the frame with it was painted. */
  firstQuestionMs?: number;
  /** From each press, tap or key until the page began to deal with it. */
  inputDelaysMs: number[];
  /** From each tap or key to the frame that showed what it did, by the browser's number of the interaction. */
  paintTimesMs: Record<number, number>;
}

declare global {
  interface Window {
    /** In a page that is watched. */
    benchNotes?: PageNotes;
  }
}

/** How to come to the first question, as selectors. */
export interface FirstQuestion {
  selector: string;
  /** What to press before the question is there, if anything. */
  startButton?: string;
}

/** Event timing tells of nothing faster. */
export const FASTEST_TOLD_MS = 16;

/**
 * Runs in the page before its own scripts and notes what a person would feel in
 * `window.benchNotes`. With `mayStart` it presses the start button the moment it is there.
 * No function in it may have a name of its own: tsx would call a helper that the page lacks.
 */
export function watchPage({
  firstQuestion,
  mayStart,
}: {
  firstQuestion: FirstQuestion;
  mayStart: boolean;
}): void {
  const notes: PageNotes = { largestPaintMs: 0, inputDelaysMs: [], paintTimesMs: {} };
  window.benchNotes = notes;

  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) notes.largestPaintMs = startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { interactionId: number })[]) {
      const { interactionId, duration } = entry;
      // 0 are events that belong to no tap and no key.
      if (interactionId !== 0)
        notes.paintTimesMs[interactionId] = Math.max(notes.paintTimesMs[interactionId] ?? 0, duration);
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
  for (const type of ['pointerdown', 'click', 'keydown']) {
    window.addEventListener(
      type,
      (event) => event.isTrusted && notes.inputDelaysMs.push(performance.now() - event.timeStamp),
      { capture: true, passive: true },
    );
  }

  let hasStarted = !mayStart || firstQuestion.startButton === undefined;
  const watcher = new MutationObserver(() => {
    const button = hasStarted ? null : document.querySelector<HTMLElement>(firstQuestion.startButton!);
    if (button) {
      hasStarted = true;
      button.click();
    }
    if (!document.querySelector(firstQuestion.selector)) return;
    watcher.disconnect();
    requestAnimationFrame(() => {
      // A message comes in behind the painting of the frame.
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => (notes.firstQuestionMs = performance.now()), { once: true });
      port1.start();
      port2.postMessage(undefined);
    });
  });
  watcher.observe(document, { subtree: true, childList: true });
}
