import type { SheetAnswer, SheetQuestion } from '#client/workers/sheet-messages.ts';

/** Asks the spreadsheet worker one thing; it ends with its answer. Rejects with what the worker did not expect. */
export function askSheetWorker(question: SheetQuestion): Promise<SheetAnswer> {
  const worker = new Worker(new URL('../../workers/sheet-worker.ts', import.meta.url), { type: 'module', name: 'sheet' });
  const answer = new Promise<SheetAnswer>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<SheetAnswer>) => resolve(data));
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
    worker.postMessage(question, question.type === 'read' ? [question.bytes] : []);
  });
  return answer.finally(() => worker.terminate());
}
