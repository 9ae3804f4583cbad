/// <reference lib="webworker" />

/**
 * The service worker of the company's page at /s/: keeps the page of each code opened on
 * this device and the files it needs, so that a reload works without a network. GET only;
 * answers and everything else of the API pass by untouched.
 */
const worker = self as unknown as ServiceWorkerGlobalScope;
/** Put in by the build: the addresses of the files that this version's pages need. */
declare const ASSETS: readonly string[];

const FILES = 'banso-s-files';
const PAGES = 'banso-s-pages';
const ASSET_PATH = '/s/assets/';
const API_PATH = '/s/api/';
const MAX_PAGES = 20;
/** A page kept here is better than a wait at the edge of the signal. */
const PATIENCE_MS = 5_000;

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  if (pathname.startsWith(ASSET_PATH)) event.respondWith(answerFile(event));
  else if (request.mode === 'navigate' && !pathname.startsWith(API_PATH))
    event.respondWith(answerPage(event, pathname));
});

async function install(): Promise<void> {
  await (await caches.open(FILES)).addAll(ASSETS);
  await worker.skipWaiting();
}

async function activate(): Promise<void> {
  await worker.clients.claim();
  // The pages that are open were loaded before this worker could see them.
  for (const { url } of await worker.clients.matchAll({ type: 'window' })) {
    const { pathname } = new URL(url);
    if (!(await find(PAGES, pathname)))
      await fetch(pathname).then((page) => keepPage(pathname, page), ignore);
  }
  await tidy();
}

async function answerFile(event: FetchEvent): Promise<Response> {
  const { request } = event;
  const found = await find(FILES, request);
  if (found) return found;
  const fresh = fetch(request);
  keepInBackground(event, fresh, (copy) => keepFile(request, copy));
  return fresh;
}

/** The newest page from the server; the kept one if none is heard in time, or none that helps. */
async function answerPage(event: FetchEvent, pathname: string): Promise<Response> {
  const fresh = fetch(event.request);
  keepInBackground(event, fresh, (copy) => keepPage(pathname, copy));
  const kept = await find(PAGES, pathname);
  if (!kept) return fresh;
  const better = fresh.then(
    (page) => (page.status === 429 || page.status >= 500 ? kept : page),
    () => kept,
  );
  const patience = new Promise<Response>((resolve) => setTimeout(resolve, PATIENCE_MS, kept));
  return Promise.race([better, patience]);
}

/** Nobody waits for what is kept, and a full phone, which keeps nothing, still shows what it was sent. */
function keepInBackground(
  event: FetchEvent,
  fresh: Promise<Response>,
  keep: (copy: Response) => Promise<void>,
): void {
  event.waitUntil(fresh.then((response) => keep(response.clone())).catch(ignore));
}

async function keepFile(request: Request, file: Response): Promise<void> {
  if (file.ok) await (await caches.open(FILES)).put(request, file);
}

async function keepPage(pathname: string, page: Response): Promise<void> {
  // 410: answered, or over. That is worth keeping too, since the receipt is shown on it –
  // but not instead of the questions, which a draft here still needs.
  if (page.redirected || !(page.ok || (page.status === 410 && !(await find(PAGES, pathname))?.ok))) return;
  const pages = await caches.open(PAGES);
  await pages.put(pathname, page);
  const addresses = await pages.keys();
  for (const { url } of addresses.slice(0, -MAX_PAGES)) await pages.delete(url);
}

/** What is kept; nothing where the browser's storage fails. */
async function find(name: string, key: RequestInfo): Promise<Response | undefined> {
  return caches
    .open(name)
    .then((cache) => cache.match(key))
    .catch(ignore);
}

function ignore(): undefined {}

/** Drops the files that neither this version nor a kept page of an earlier one names. */
async function tidy(): Promise<void> {
  const [files, pages] = await Promise.all([caches.open(FILES), caches.open(PAGES)]);
  const kept = await Promise.all(
    (await pages.keys()).map(async (address) => (await pages.match(address))?.text() ?? ''),
  );
  for (const { url } of await files.keys()) {
    const { pathname } = new URL(url);
    if (!ASSETS.includes(pathname) && !kept.some((html) => html.includes(pathname))) await files.delete(url);
  }
}
