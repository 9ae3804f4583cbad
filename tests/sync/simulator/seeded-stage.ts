import type { SeededRandom } from '#domain/canonical/seeded-random.ts';

/** Something that waits for its turn, such as a request on its way. */
interface Waiting {
  label: string;
  go: () => void | Promise<void>;
}

const TASKS_PER_TURN = 8;

const native = {
  setImmediate: globalThis.setImmediate,
  setTimeout: globalThis.setTimeout,
  structuredClone: globalThis.structuredClone,
};

/**
 * Where everything happens that devices do: one task of their databases at a time, and what waits
 * for the network when the seed says so. Between two tasks all promises are settled, so that the
 * order depends on the seed alone.
 *
 * The databases' engine asks `setImmediate` for each of its tasks, Dexie now and then `setTimeout`;
 * while the stage is open they ask the stage instead.
 */
export class SeededStage {
  /** Everything that was chosen, for comparing two runs of one seed. */
  readonly trace: string[] = [];
  private readonly tasks: (() => void)[] = [];
  private waiting: Waiting[] = [];
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(private readonly random: SeededRandom) {}

  open(): void {
    Object.assign(globalThis, {
      setImmediate: (task: (...given: unknown[]) => void, ...given: unknown[]) =>
        this.tasks.push(() => task(...given)),
      setTimeout: (task: () => void, delayMs = 0) =>
        delayMs > 0 ? this.startTimer(task, delayMs) : this.tasks.push(task),
      structuredClone: copyJson,
    });
  }

  /** What still runs, such as the time-out of a request of a killed page, must not reach into the next run. */
  close(): void {
    Object.assign(globalThis, native);
    for (const timer of this.timers) clearTimeout(timer);
  }

  private startTimer(task: () => void, delayMs: number): NodeJS.Timeout {
    const timer = native.setTimeout(() => {
      this.timers.delete(timer);
      task();
    }, delayMs);
    this.timers.add(timer);
    return timer;
  }

  note(what: string): void {
    this.trace.push(what);
  }

  /** Has something wait for its turn. */
  await(label: string): Promise<void> {
    return new Promise((resolve) => this.enqueue(label, resolve));
  }

  enqueue(label: string, go: Waiting['go']): void {
    this.waiting.push({ label, go });
  }

  get hasTasks(): boolean {
    return this.tasks.length > 0;
  }

  get hasWaiting(): boolean {
    return this.waiting.length > 0;
  }

  /**
   * Runs tasks of the databases, one at a time, until there is none.
   *
   * @param goesOn is asked before each; it may also end it.
   * @param after is told after each, when all promises are settled.
   */
  runTasks(goesOn: () => boolean = () => true, after: () => void = () => {}): Promise<void> {
    return new Promise((resolve, reject) => {
      let isOver = false;
      let hasRun = false;
      const step = (): void => {
        if (isOver) return;
        try {
          if (hasRun) after();
          isOver = !this.hasTasks || !goesOn();
          if (isOver) return resolve();
          hasRun = true;
          this.tasks.shift()!();
        } catch (error) {
          isOver = true;
          reject(error);
        }
      };
      // All promises settle between two immediates also of one turn, and turns cost more than most tasks.
      const turn = (): void => {
        if (isOver) return;
        for (let count = 0; count < TASKS_PER_TURN; count += 1) native.setImmediate(step);
        native.setImmediate(turn);
      };
      turn();
    });
  }

  /** Lets one of those that wait go on; the first of them when it is calm. */
  async letGo({ inOrder }: { inOrder: boolean }): Promise<void> {
    const index = inOrder ? 0 : this.random.below(this.waiting.length);
    const [next] = this.waiting.splice(index, 1);
    if (!next) return;
    this.note(next.label);
    await next.go();
    await settlePromises();
  }

  /** Does something that is no device's, such as a server's work, while all devices stand still. */
  async outside<T>(work: () => Promise<T>): Promise<T> {
    Object.assign(globalThis, native);
    try {
      return await work();
    } finally {
      this.open();
    }
  }

  /** Until nothing is left to be done. */
  async untilQuiet(): Promise<void> {
    await settlePromises();
    while (this.hasTasks || this.hasWaiting) {
      if (this.hasTasks) await this.runTasks();
      else await this.letGo({ inOrder: true });
    }
  }
}

/** Resolves when every promise that could settle has settled. */
export function settlePromises(): Promise<void> {
  return new Promise((resolve) => native.setImmediate(resolve));
}

/**
 * What the databases hold is JSON. Node 20 copies with a channel of messages, which takes longer than
 * all else that the engine does.
 */
function copyJson(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyJson);
  const copy: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) copy[key] = copyJson(member);
  return copy;
}
