import type { IncomingHttpHeaders } from 'node:http';

/** Programs that fetch a page to show a picture of it beside a link; some call themselves browsers. */
const PREVIEW = /bot|crawl|spider|preview|externalhit|slurp|whatsapp|fetch/i;

/**
 * Whether a page is being opened by a person and not by a messenger that draws a preview of
 * a link, nor ahead of a tap that may never come. Browsers of today say so by `Sec-Fetch-Dest`;
 * older ones are known by their name only.
 */
export function isPerson(headers: IncomingHttpHeaders): boolean {
  const { 'sec-fetch-dest': destination, 'sec-purpose': purpose, 'user-agent': agent = '' } = headers;
  if (purpose !== undefined || PREVIEW.test(agent)) return false;
  return destination === undefined
    ? agent.startsWith('Mozilla/')
    : destination === 'document' || destination === 'iframe';
}
