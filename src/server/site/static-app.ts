import fastifyStatic from '@fastify/static';
import { existsSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { extname } from 'node:path';

const IMMUTABLE = 'public, max-age=31536000, immutable';
const ALWAYS_ASK = 'no-cache';

/**
 * The staff app at `/app/`. Files that carry their hash in their name are kept for
 * ever; the page, the service worker and the manifest are always asked for again.
 * Addresses within the app lead to its page; a file that is missing is missing.
 */
export async function staticAppRoutes(app: FastifyInstance): Promise<void> {
  const config = { action: 'public' } as const;
  app.get('/', { config }, async (_request, reply) => reply.redirect('/app/'));
  app.get('/app', { config }, async (_request, reply) => reply.redirect('/app/'));
  // While developing, Vite serves the app.
  if (!existsSync(app.config.appDir)) return;

  await app.register(fastifyStatic, {
    root: app.config.appDir,
    serve: false,
    cacheControl: false,
    dotfiles: 'ignore',
    preCompressed: true,
  });
  app.get<{ Params: { '*': string } }>('/app/*', { config }, async (request, reply) => {
    const path = request.params['*'];
    const file = extname(path) ? path : 'index.html';
    void reply.header('cache-control', path.startsWith('assets/') ? IMMUTABLE : ALWAYS_ASK);
    return reply.sendFile(file);
  });
}
