/// <reference lib="webworker" />
import { PrecacheController } from 'workbox-precaching/PrecacheController.js';

const worker = self as unknown as ServiceWorkerGlobalScope;

/** What the build writes in here: every file of the app with its content hash. */
type PrecacheEntries = Parameters<PrecacheController['addToCacheList']>[0];

const RETIRED_KEY = new URL('retired-files', worker.registration.scope).href;

/**
 * Deletes the files that were already out of use at the last activation and notes those
 * that went out of use with this one. A page of the version before, still open in another
 * tab or in the middle of an interview, so finds its chunks until the update after next.
 */
async function retireOldFiles(cache: Cache, currentKeys: ReadonlySet<string>): Promise<void> {
  const note = await cache.match(RETIRED_KEY);
  const retiredBefore = new Set<string>(note ? ((await note.json()) as string[]) : []);
  const retired: string[] = [];
  for (const { url } of await cache.keys()) {
    if (url === RETIRED_KEY || currentKeys.has(url)) continue;
    if (retiredBefore.has(url)) await cache.delete(url);
    else retired.push(url);
  }
  await cache.put(RETIRED_KEY, Response.json(retired));
}

/**
 * Keeps the whole app on the device and answers from there: files by content hash, and
 * every navigation inside the scope with the app's one page. Only GET, only the app's own
 * files; anything else, the API above all, passes by untouched.
 */
export function servePrecached(entries: PrecacheEntries): void {
  const controller = new PrecacheController();
  controller.addToCacheList(entries);
  const pageUrl = new URL('index.html', worker.registration.scope).href;

  worker.addEventListener('install', (event) => void controller.install(event));
  worker.addEventListener('activate', (event) => {
    const keys = new Set(controller.getURLsToCacheKeys().values());
    event.waitUntil(
      caches
        .open(controller.strategy.cacheName)
        .then((cache) => retireOldFiles(cache, keys))
        // The page of the first visit works offline too, without a reload.
        .then(() => worker.clients.claim()),
    );
  });

  worker.addEventListener('fetch', (event) => {
    const { request } = event;
    if (request.method !== 'GET' || !request.url.startsWith(worker.registration.scope)) return;
    const url = new URL(request.url);
    url.hash = '';
    event.respondWith(
      findStored(request.mode === 'navigate' ? pageUrl : url.href).then((stored) => stored ?? fetch(request)),
    );
  });

  async function findStored(url: string): Promise<Response | undefined> {
    const cache = await caches.open(controller.strategy.cacheName);
    // Hashed files of the version before are stored under their plain address.
    return cache.match(controller.getCacheKeyForURL(url) ?? url);
  }
}
