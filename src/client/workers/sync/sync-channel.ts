import type { RoundResult } from '#client/sync/sync-state.ts';
import { WorkerLink } from '#client/workers/bridge/worker-link.ts';
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

/**
 * Rounds of sync in a worker: reading, hashing and storing thousands of records must
 * not hold up a finger on the screen. One round at a time.
 */
export class SyncChannel {
  private link: WorkerLink<SyncContract> | undefined;

  /** Runs one round; never throws. `onReceived` hears how many records each page has brought. */
  async round(request: RoundRequest, onReceived: (records: number) => void): Promise<RoundResult> {
    this.link ??= takeLink();
    try {
      // How long a round may take is for its requests to say, each of which has an end.
      return await this.link.ask('round', request, { onProgress: onReceived, patienceMs: Infinity });
    } catch (error) {
      // It could not be loaded or broke: the next round begins with a new one.
      this.close();
      const message = error instanceof Error ? error.message : String(error);
      return { state: 'failed', error: message, outcome: 'unreachable' };
    }
  }

  close(): void {
    this.link?.close();
    this.link = undefined;
  }
}
