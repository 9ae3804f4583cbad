/// <reference lib="webworker" />
/** The staff app's service worker at /app/: wiring only. */
import { servePrecached } from './precache.ts';
import { updateOnConsent } from './update.ts';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] };

servePrecached(self.__WB_MANIFEST);
updateOnConsent();
