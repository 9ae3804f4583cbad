import fastifyStatic from '@fastify/static';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RespondentEntry, RespondentPage } from '#protocol/respondent.ts';
import { createGuessLimit } from '#server/plugins/guess-limits.ts';
import { findEntry, normaliseEntry } from './find-entry.ts';
import { createPageRenderer } from './page-html.ts';
import { isPerson } from './is-person.ts';
import { getRespondentPage, noteOpened, STATUS_BY_REASON } from './respondent-page.ts';

const IMMUTABLE = 'public, max-age=31536000, immutable';
/** Wrong codes that an address may open before it has to wait; letters are mistyped in other ways. */
const FREE_WRONG_CODES = 30;

/**
 * The page for companies at `/s/`, one HTML that carries its questionnaire, and its files.
 * No cookie is set or read, and the page of a code is never kept by caches in between.
 */
export async function respondentFileRoutes(app: FastifyInstance): Promise<void> {
  const { respondentDir } = app.config;
  // While developing, Vite serves the page.
  if (!existsSync(respondentDir)) return;
  const template = await readFile(join(respondentDir, 'index.html'), 'utf8');
  const render = createPageRenderer(template);
  const guesses = createGuessLimit(app, 'invitation', FREE_WRONG_CODES);
  const config = { action: 'public', judgesInput: true } as const;
  await app.register(fastifyStatic, {
    root: respondentDir,
    serve: false,
    cacheControl: false,
    dotfiles: 'ignore',
    preCompressed: true,
  });

  async function findPage(request: FastifyRequest, asked: RespondentEntry): Promise<RespondentPage> {
    const entry = normaliseEntry(asked);
    if (!entry) return { state: 'closed', reason: 'mistyped' };
    const found = await findEntry(app, entry);
    if (!found) {
      const retryAfterSeconds = entry.kind === 'code' ? await guesses.countWrong(request.ip) : 0;
      if (retryAfterSeconds > 0) return { state: 'closed', reason: 'tooManyAttempts', retryAfterSeconds };
      return { state: 'closed', reason: entry.kind === 'code' ? 'unknown' : 'linkUnknown' };
    }
    const page = await getRespondentPage(app, found);
    if (page.state === 'open' && request.method === 'GET' && isPerson(request.headers))
      await noteOpened(app, found);
    return page;
  }

  async function sendPage(
    request: FastifyRequest,
    reply: FastifyReply,
    entry: RespondentEntry,
  ): Promise<FastifyReply> {
    const page = await findPage(request, entry);
    if (page.state === 'closed' && page.retryAfterSeconds !== undefined)
      void reply.header('retry-after', page.retryAfterSeconds);
    return reply
      .code(page.state === 'open' ? 200 : STATUS_BY_REASON[page.reason])
      .header('cache-control', 'no-store')
      .header('vary', 'accept-language')
      .header('x-robots-tag', 'noindex')
      .type('text/html; charset=utf-8')
      .send(render(page, request.language));
  }

  app.get('/s', { config }, async (_request, reply) => reply.redirect('/s/'));
  // Where a code is typed: the page as it was built, without anyone's data.
  app.get('/s/', { config }, async (_request, reply) =>
    reply.header('cache-control', 'no-cache').sendFile('index.html'),
  );
  app.get<{ Params: { code: string } }>('/s/:code', { config }, async (request, reply) =>
    sendPage(request, reply, { kind: 'code', code: request.params.code }),
  );
  // A link that was copied with something behind it still leads to a page, and that to the code.
  app.get<{ Params: { code: string } }>('/s/:code/', { config }, async (request, reply) =>
    reply.redirect(`/s/${encodeURIComponent(request.params.code)}`),
  );
  app.get<{ Params: { '*': string } }>('/s/*', { config }, async (request, reply) => {
    const path = request.params['*'];
    return path.startsWith('api/')
      ? reply.callNotFound()
      : sendPage(request, reply, { kind: 'code', code: path });
  });
  for (const kind of ['open', 'test'] as const) {
    app.get<{ Params: { token: string } }>(`/s/${kind}/:token`, { config }, async (request, reply) =>
      sendPage(request, reply, { kind, token: request.params.token }),
    );
  }
  app.get('/s/worker.js', { config }, async (_request, reply) =>
    reply.header('cache-control', 'no-cache').sendFile('worker.js'),
  );
  app.get<{ Params: { '*': string } }>('/s/assets/*', { config }, async (request, reply) =>
    reply.header('cache-control', IMMUTABLE).sendFile(`assets/${request.params['*']}`),
  );
}
