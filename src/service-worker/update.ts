/// <reference lib="webworker" />
const worker = self as unknown as ServiceWorkerGlobalScope;

/**
 * Lets a new version wait until the person agrees (the page then sends `SKIP_WAITING`)
 * or until every page of the old one is closed, which is the browser's own rule.
 */
export function updateOnConsent(): void {
  worker.addEventListener('message', (event) => {
    const message: unknown = event.data;
    if (
      typeof message === 'object' &&
      message !== null &&
      'type' in message &&
      message.type === 'SKIP_WAITING'
    ) {
      event.waitUntil(worker.skipWaiting());
    }
  });
}
