import type { RoundResult } from '#client/sync/sync-state.ts';
import { WorkerFailure, WorkerLink } from '#client/workers/bridge/worker-link.ts';
import type { RoundRequest, SyncContract } from './sync-contract.ts';

let warm: WorkerLink<SyncContract> | undefined;

/** Starts the worker ahead of time, while a person is still typing their password. */
export function warmUpSync(): void {
  warm ??= openLink();
}

function openLink(): WorkerLink<SyncContract> {
  return new WorkerLink(new Worker(new URL('./sync-worker.ts', import.meta.url), { type: 'module' }));
}

function takeLink(): WorkerLink<SyncContract> {
  const link = warm ?? openLink();
  warm = undefined;
  return link;
}

/** How a round ended; `hasStopped` when its worker did not: it was not to be loaded, broke or fell silent. */
export type WatchedResult = RoundResult & { hasStopped?: true };

/**
 * Rounds of sync in a worker: reading, hashing and storing thousands of records must
 * not hold up a finger on the screen. One round at a time. A worker that gives no sign of life is
 * ended, and the next round begins with a new one; what the lost one had sent twice does no harm.
 */
export class SyncChannel {
  private link: WorkerLink<SyncContract> | undefined;

  /** Runs one round; never throws. `onReceived` hears how many records each page has brought. */
  async round(request: RoundRequest, onReceived: (records: number) => void): Promise<WatchedResult> {
    try {
      this.link ??= takeLink();
      return await this.link.ask('round', request, { onProgress: onReceived });
    } catch (error) {
      this.close();
      const hasStopped = error instanceof WorkerFailure && error.reason !== 'failed';
      if (hasStopped) console.error('the worker that syncs has stopped', error);
      const message = error instanceof Error ? error.message : String(error);
      return {
        state: 'failed',
        outcome: 'unreachable',
        ...(hasStopped ? { error: null, hasStopped } : { error: message }),
      };
    }
  }

  close(): void {
    this.link?.close();
    this.link = undefined;
  }
}
