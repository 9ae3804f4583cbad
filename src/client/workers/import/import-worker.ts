import { ImportDesk } from './import-desk.ts';
import type { ImportQuestion } from './import-messages.ts';

/** Reads company lists and makes dry runs of their import off the page's thread. */
// The empty options say that this is a worker's `postMessage`, which knows no target origin.
const desk = new ImportDesk((answer) => self.postMessage(answer, {}));

self.addEventListener('message', ({ data }: MessageEvent<ImportQuestion>) => desk.ask(data));
