/// <reference lib="webworker" />
import { AppFiles, type ListedFile } from './app-files.ts';

const worker = self as unknown as ServiceWorkerGlobalScope;

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
 *
 * Tells every open page how many files are kept while it fetches them, and when that breaks off
 * (`{ type: 'APP_FILES', kept, total, isStopped }`): at its installation, and when a page asks it to
 * see to what is missing (`{ type: 'COMPLETE_FILES' }`).
 */
export function servePrecached(listed: readonly ListedFile[]): void {
  const files = new AppFiles(listed);
  const pageUrl = new URL('index.html', worker.registration.scope).href;

  async function tell(kept: number, isStopped = false): Promise<void> {
    const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
    const message = { type: 'APP_FILES', kept, total: files.total, isStopped };
    for (const page of pages) page.postMessage(message, []);
  }
  async function complete(): Promise<void> {
    let lastKept = 0;
    try {
      await files.complete((kept) => {
        lastKept = kept;
        void tell(kept);
      });
    } catch (error) {
      await tell(lastKept, true);
      throw error;
    }
  }

  worker.addEventListener('install', (event) => event.waitUntil(complete()));
  worker.addEventListener('message', (event) => {
    const { type } = (event.data ?? {}) as { type?: unknown };
    // The pages have heard of a failure, and ask again when there may be a connection.
    if (type === 'COMPLETE_FILES') event.waitUntil(complete().catch(() => undefined));
  });
  worker.addEventListener('activate', (event) => {
    event.waitUntil(
      files
        .open()
        .then((cache) => retireOldFiles(cache, files.listKeys()))
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
      files.find(request.mode === 'navigate' ? pageUrl : url.href).then((stored) => stored ?? fetch(request)),
    );
  });
}
