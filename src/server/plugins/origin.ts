import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Config } from '#server/settings/config.ts';
import { Problem } from '#server/http/problem.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * Whoever comes is known by the secret in the address alone, without a cookie: another site that could make a
     * browser send it would have to know it. A form of a page without a referrer has no origin to show either.
     */
    knowsByAddress?: true;
  }
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what other sites make a browser send: every request that may change
 * something must come from our own pages. Programs without an `Origin` may pass;
 * a browser always says where a cross-site request comes from.
 */
export function addOriginCheck(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (request.routeOptions.config.knowsByAddress) return;
    if (!READING.has(request.method) && !isOwnOrigin(request, app.config))
      throw new Problem('foreign-origin');
  });
}

function isOwnOrigin(request: FastifyRequest, { publicUrl }: Config): boolean {
  const { origin } = request.headers;
  if (origin === undefined) {
    const site = request.headers['sec-fetch-site'];
    return site === undefined || site === 'same-origin' || site === 'none';
  }
  if (origin === publicUrl) return true;
  // Reached by another of its names (an address in the local network): the browser sets both headers.
  return URL.canParse(origin) && new URL(origin).host === request.headers.host;
}
