import type { RespondentPage } from '#protocol/respondent-page.ts';
import type { DeviceShelf } from './device-shelf.ts';

/** A page on which one can answer. */
export type OpenPage = Extract<RespondentPage, { state: 'open' }>;

/** Keeps the page that is answered: once its code is used, the server does not give the questions again. */
export function keepPage(shelf: DeviceShelf, name: string, page: OpenPage): void {
  shelf.keep(`${name}.page`, JSON.stringify(page));
}

/** The page as this device kept it, if it could. */
export function findKeptPage(shelf: DeviceShelf, name: string): OpenPage | undefined {
  const text = shelf.find(`${name}.page`);
  try {
    return text === undefined ? undefined : (JSON.parse(text) as OpenPage);
  } catch {
    // The answers stay readable on the server; only the copy here is lost.
    return undefined;
  }
}

/** Forgets everything about an entry, the page that the service worker keeps for its address included. */
export async function forgetPage(shelf: DeviceShelf, name: string, address: string): Promise<void> {
  for (const one of [`${name}.page`, `${name}.broken`]) shelf.drop(one);
  // Only where the page was reached safely does a browser keep pages.
  if (!('caches' in globalThis)) return;
  for (const cacheName of await caches.keys()) await (await caches.open(cacheName)).delete(address);
}
