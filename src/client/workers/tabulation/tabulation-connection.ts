import type { TabulationAnswer, TabulationRequest } from './tabulation-service.ts';

/** A way to a tabulation service, wherever it runs. */
export interface TabulationConnection {
  send(request: TabulationRequest): void;
  close(): void;
}

/** Starts the service in a web worker, so that counting never holds up the screen. */
export function connectTabulation(onAnswer: (answer: TabulationAnswer) => void): TabulationConnection {
  const worker = new Worker(new URL('./tabulation-worker.ts', import.meta.url), {
    type: 'module',
    name: 'tabulation',
  });
  worker.addEventListener('message', ({ data }: MessageEvent<TabulationAnswer>) => onAnswer(data));
  worker.addEventListener('error', ({ message }) => onAnswer({ kind: 'failed', id: null, message }));
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's channel has no origin
    send: (request) => worker.postMessage(request),
    close: () => worker.terminate(),
  };
}
