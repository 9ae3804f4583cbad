import type { IncomingHttpHeaders } from 'node:http';

/** Programs that fetch a page to show a picture of it beside a link; some call themselves browsers. */
const PREVIEW = /bot|crawl|spider|preview|externalhit|slurp|whatsapp|fetch/i;

/**
 * Whether a page is being opened by a person and not by a messenger that draws a preview of
 * a link, nor ahead of a tap that may never come. Browsers of today say so by `Sec-Fetch-Dest`;
 * older ones are known by their name only. Where the page's own service worker passes a
 * navigation on, its destination is lost and only the mode still says that somebody goes there.
 */
export function isPerson(headers: IncomingHttpHeaders): boolean {
  const { 'sec-fetch-dest': destination, 'sec-fetch-mode': mode, 'sec-purpose': purpose } = headers;
  const agent = headers['user-agent'] ?? '';
  if (purpose !== undefined || PREVIEW.test(agent)) return false;
  return destination === undefined
    ? agent.startsWith('Mozilla/')
    : destination === 'document' ||
        destination === 'iframe' ||
        (destination === 'empty' && mode === 'navigate');
}
