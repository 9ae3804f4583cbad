import { WorkerLink } from '#client/workers/bridge/worker-link.ts';
import type { ManagementContract } from './management-contract.ts';

/** Starts the service in a web worker, so that reading all visits never holds up the screen. */
export function openManagementLink(): WorkerLink<ManagementContract> {
  return new WorkerLink(
    new Worker(new URL('./management-worker.ts', import.meta.url), { type: 'module', name: 'management' }),
  );
}
