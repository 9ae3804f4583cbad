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
  if (pathname.startsWith(ASSET_PATH)) event.respondWith(answerFile(request));
  else if (request.mode === 'navigate' && !pathname.startsWith(API_PATH)) event.respondWith(answerPage(event, pathname));
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
    if (!(await findPage(pathname))) await fetchPage(pathname, pathname).catch(() => undefined);
  }
  await tidy();
}

async function answerFile(request: Request): Promise<Response> {
  const files = await caches.open(FILES);
  const found = await files.match(request);
  if (found) return found;
  const response = await fetch(request);
  if (response.ok) await files.put(request, response.clone());
  return response;
}

/** The newest page from the server; the kept one if none is heard in time. */
async function answerPage(event: FetchEvent, pathname: string): Promise<Response> {
  const fresh = fetchPage(event.request, pathname);
  event.waitUntil(fresh.catch(() => undefined));
  const kept = await findPage(pathname);
  if (!kept) return fresh;
  const patience = new Promise<Response>((resolve) => setTimeout(resolve, PATIENCE_MS, kept));
  return Promise.race([fresh.catch(() => kept), patience]);
}

async function fetchPage(request: RequestInfo, pathname: string): Promise<Response> {
  const response = await fetch(request);
  // 410: answered, or over. That is worth keeping too, since the receipt is shown on it.
  if (!response.redirected && (response.ok || response.status === 410)) {
    const pages = await caches.open(PAGES);
    await pages.put(pathname, response.clone());
    const addresses = await pages.keys();
    for (const { url } of addresses.slice(0, -MAX_PAGES)) await pages.delete(url);
  }
  return response;
}

async function findPage(pathname: string): Promise<Response | undefined> {
  return (await caches.open(PAGES)).match(pathname);
}

/** Drops the files that neither this version nor a kept page of an earlier one names. */
async function tidy(): Promise<void> {
  const [files, pages] = await Promise.all([caches.open(FILES), caches.open(PAGES)]);
  const kept = await Promise.all((await pages.keys()).map(async (address) => (await pages.match(address))?.text() ?? ''));
  for (const { url } of await files.keys()) {
    const { pathname } = new URL(url);
    if (!ASSETS.includes(pathname) && !kept.some((html) => html.includes(pathname))) await files.delete(url);
  }
}
