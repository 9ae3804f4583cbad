import { Unreachable } from '#client/api/http.ts';
import { WorkerFailure, WorkerLink } from '#client/workers/bridge/worker-link.ts';
import type { SheetContract } from './sheet-contract.ts';

/**
 * Asks the spreadsheet worker one thing; it ends with its answer.
 *
 * @throws Unreachable when the worker cannot be fetched: it is not kept for working offline.
 * @throws WorkerFailure when it fails.
 */
export async function askSheetWorker<K extends keyof SheetContract>(
  name: K,
  request: SheetContract[K]['request'],
): Promise<SheetContract[K]['answer']> {
  const link = new WorkerLink<SheetContract>(
    new Worker(new URL('./sheet-worker.ts', import.meta.url), { type: 'module', name: 'sheet' }),
  );
  try {
    return await link.ask(name, request);
  } catch (error) {
    throw error instanceof WorkerFailure && error.reason === 'notLoaded' ? new Unreachable(error) : error;
  } finally {
    link.close();
  }
}
