import { ImportDesk } from './import-desk.ts';
import type { ImportQuestion } from './import-messages.ts';

/** Reads company lists and makes dry runs of their import off the page's thread. */
const desk = new ImportDesk((answer) => self.postMessage(answer));

self.addEventListener('message', ({ data }: MessageEvent<ImportQuestion>) => desk.ask(data));
