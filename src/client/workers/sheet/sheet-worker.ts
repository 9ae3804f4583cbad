import { answerSheetQuestion } from './sheet-desk.ts';
import type { SheetQuestion } from './sheet-messages.ts';

/** Reads and writes lists of programmes off the page's thread; the spreadsheet code comes with it, when it is needed. */
self.addEventListener('message', ({ data }: MessageEvent<SheetQuestion>) => {
  void answerSheetQuestion(data).then(
    (answer) => self.postMessage(answer, { transfer: answer.type === 'workbook' ? [answer.bytes] : [] }),
    // Thrown outside the promise, so that the page hears of it as the worker's error.
    (error: unknown) =>
      setTimeout(() => {
        throw error;
      }),
  );
});
