/// <reference lib="webworker" />
/** The staff app's service worker at /app/: wiring only. */
import type { ListedFile } from './app-files.ts';
import { servePrecached } from './precache.ts';
import { updateOnConsent } from './update.ts';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: ListedFile[] };

servePrecached(self.__WB_MANIFEST);
updateOnConsent();
