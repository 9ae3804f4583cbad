import { Unreachable } from '#client/api/http.ts';
import type { SheetAnswer, SheetQuestion } from './sheet-messages.ts';

/**
 * Asks the spreadsheet worker one thing; it ends with its answer. Rejects with what the worker did
 * not expect, and with Unreachable when it cannot be fetched: it is not kept for working offline.
 */
export function askSheetWorker(question: SheetQuestion): Promise<SheetAnswer> {
  const worker = new Worker(new URL('./sheet-worker.ts', import.meta.url), { type: 'module', name: 'sheet' });
  const answer = new Promise<SheetAnswer>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<SheetAnswer>) => resolve(data));
    worker.addEventListener('error', (event) =>
      reject(event instanceof ErrorEvent ? new Error(event.message) : new Unreachable(event)),
    );
    worker.postMessage(question, question.type === 'read' ? [question.bytes] : []);
  });
  return answer.finally(() => worker.terminate());
}
