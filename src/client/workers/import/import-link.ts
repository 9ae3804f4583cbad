import { WorkerLink } from '#client/workers/bridge/worker-link.ts';
import type { ImportContract } from './import-contract.ts';

/** Starts a worker for one file. */
export function openImportLink(): WorkerLink<ImportContract> {
  return new WorkerLink(
    new Worker(new URL('./import-worker.ts', import.meta.url), { type: 'module', name: 'import' }),
  );
}
