import type { Language } from '#domain/canonical/language.ts';
import type { RoundResult } from '#client/sync/sync-state.ts';

/** What a round needs to know of the page that asks for it. */
export interface RoundRequest {
  centreId: string;
  userId: string;
  language: Language;
}

/** What the worker tells while and after a round. */
export type RoundMessage = { kind: 'received'; records: number } | { kind: 'ended'; result: RoundResult };

let warm: Worker | undefined;

/** Starts the worker ahead of time, while a person is still typing their password. */
export function warmUpSync(): void {
  warm ??= startWorker();
}

function startWorker(): Worker {
  return new Worker(new URL('./sync-worker.ts', import.meta.url), { type: 'module' });
}

function takeWorker(): Worker {
  const worker = warm ?? startWorker();
  warm = undefined;
  return worker;
}

/**
 * Rounds of sync in a worker: reading, hashing and storing thousands of records must
 * not hold up a finger on the screen. One round at a time.
 */
export class SyncChannel {
  private worker: Worker | undefined;

  /** Runs one round; never throws. */
  round(request: RoundRequest, onReceived: (records: number) => void): Promise<RoundResult> {
    const worker = (this.worker ??= takeWorker());
    let resolve!: (result: RoundResult) => void;
    const promise = new Promise<RoundResult>((settle) => (resolve = settle));
    const ended = new AbortController();
    const onMessage = ({ data }: MessageEvent<RoundMessage>): void => {
      if (data.kind === 'received') onReceived(data.records);
      else resolve(data.result);
    };
    const onError = ({ message }: ErrorEvent): void => {
      // It could not be loaded or broke: the next round begins with a new one.
      this.close();
      resolve({ state: 'failed', error: message ?? '', outcome: 'unreachable' });
    };
    worker.addEventListener('message', onMessage, { signal: ended.signal });
    worker.addEventListener('error', onError, { signal: ended.signal });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's channel has no origin
    worker.postMessage(request);
    return promise.finally(() => ended.abort());
  }

  close(): void {
    this.worker?.terminate();
    this.worker = undefined;
  }
}
