import type { ImportAnswer, ImportQuestion } from './import-messages.ts';

/** The way to the import worker. */
export interface ImportChannel {
  ask(question: ImportQuestion): void;
  /** Ends the worker, also in the middle of its work. */
  close(): void;
}

/** Starts the import worker; `onFailure` hears of what it did not expect. */
export function openImportChannel(
  onAnswer: (answer: ImportAnswer) => void,
  onFailure: (error: unknown) => void,
): ImportChannel {
  const worker = new Worker(new URL('./import-worker.ts', import.meta.url), {
    type: 'module',
    name: 'import',
  });
  worker.addEventListener('message', ({ data }: MessageEvent<ImportAnswer>) => onAnswer(data));
  worker.addEventListener('error', (event) => onFailure(event.error ?? event.message));
  return {
    ask: (question) => worker.postMessage(question, question.type === 'read' ? [question.bytes] : []),
    close: () => worker.terminate(),
  };
}
