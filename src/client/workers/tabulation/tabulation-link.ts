import { WorkerLink } from '#client/workers/bridge/worker-link.ts';
import type { TabulationContract } from './tabulation-contract.ts';

/** Starts the service in a web worker, so that counting never holds up the screen. */
export function openTabulationLink(): WorkerLink<TabulationContract> {
  return new WorkerLink(
    new Worker(new URL('./tabulation-worker.ts', import.meta.url), { type: 'module', name: 'tabulation' }),
  );
}
