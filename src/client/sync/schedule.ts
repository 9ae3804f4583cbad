import { whenIdle } from '#client/browser/when-idle.ts';

/** What a round of sync came to: whether to come back soon or to wait for a person. */
export type RoundOutcome = 'done' | 'unreachable' | 'needsPerson';

export interface ScheduleOptions {
  /** Runs one round; never throws. */
  round: () => Promise<RoundOutcome>;
  /** 0 ≤ x < 1, for jitter: devices that lost the server together must not all come back at once. */
  random: () => number;
}

const AFTER_SAVE_MS = 2_000;
const IDLE_MS = 5 * 60_000;
/** With nothing heard for so long, what is shown of the connection may no longer be true. */
const SILENCE_MS = 60_000;
/** However seldom or often a server would have devices look. */
const SHORTEST_IDLE_MS = 30_000;
const LONGEST_IDLE_MS = 60 * 60_000;
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 10 * 60_000;
/** The longest that a first screen which never rests may keep sync waiting. */
const LONGEST_WAIT_MS = 500;

/**
 * Decides when to sync: at the start, on becoming visible, on `online`, after a save
 * (debounced), on a timer that backs off exponentially with jitter while the server
 * cannot be reached, and when asked. Rounds never overlap: what comes during one asks for
 * another after it, which follows at once if the first succeeded; if not, the timer decides.
 * `online` and `offline` are hints to try, as is a person who does something after a long silence;
 * `navigator.onLine` is not asked, since devices are often wrong about it.
 */
export class SyncSchedule {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running = false;
  private again = false;
  /** Something was saved after the round under way had begun; it may have missed it. */
  private isSavedMeanwhile = false;
  private failures = 0;
  private idleMs = IDLE_MS;
  private endedAtMs = 0;
  private readonly stopListening = new AbortController();

  constructor(private readonly options: ScheduleOptions) {}

  start(): void {
    const { signal } = this.stopListening;
    for (const hint of ['online', 'offline']) window.addEventListener(hint, () => this.soon(0), { signal });
    for (const act of ['pointerdown', 'keydown'])
      window.addEventListener(act, () => this.endSilence(), { signal, capture: true, passive: true });
    document.addEventListener(
      'visibilitychange',
      () => document.visibilityState === 'visible' && this.soon(0),
      { signal },
    );
    // The first screen goes first: on a slow phone both would share what little there is.
    whenIdle(() => this.soon(0), LONGEST_WAIT_MS);
  }

  stop(): void {
    this.stopListening.abort();
    clearTimeout(this.timer);
  }

  /** Who works with the app is to know whether it is connected, and sees what others have done. */
  private endSilence(): void {
    if (!this.running && performance.now() - this.endedAtMs > SILENCE_MS) this.soon(0);
  }

  /** A save happened: sync shortly, together with what follows it. */
  afterSave(): void {
    this.isSavedMeanwhile = true;
    this.soon(AFTER_SAVE_MS);
  }

  /** The server says in how many seconds to look again where nothing happens. */
  restFor(seconds: number): void {
    this.idleMs = Math.min(LONGEST_IDLE_MS, Math.max(SHORTEST_IDLE_MS, seconds * 1000));
  }

  /**
   * Runs a round now, and resolves when no more rounds follow it at once. While one is under
   * way, only asks for another and resolves immediately.
   */
  async now(): Promise<void> {
    clearTimeout(this.timer);
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = true;
    let outcome: RoundOutcome;
    do {
      this.again = false;
      this.isSavedMeanwhile = false;
      outcome = await this.options.round();
    } while (this.again && outcome === 'done');
    this.running = false;
    this.endedAtMs = performance.now();
    this.failures = outcome === 'unreachable' ? this.failures + 1 : 0;
    this.soon(this.nextDelay(outcome));
  }

  private nextDelay(outcome: RoundOutcome): number {
    if (outcome === 'done' && this.isSavedMeanwhile) return AFTER_SAVE_MS;
    if (outcome !== 'unreachable') return this.idleMs;
    const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (this.failures - 1));
    return longest * (0.5 + this.options.random() / 2);
  }

  private soon(delayMs: number): void {
    if (this.stopListening.signal.aborted) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.now(), delayMs);
  }
}
