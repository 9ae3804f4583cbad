import type { FastifyInstance } from 'fastify';
import { tokyoDate } from '#domain/canonical/dates.ts';
import { hashText } from '#domain/canonical/hash.ts';
import type { Language } from '#domain/canonical/language.ts';
import { composeHandout } from '#domain/catalogue/handout.ts';
import { PUBLIC_PROGRAMME_PREFIX } from '#domain/catalogue/public-address.ts';
import { instantOf } from '#server/journal/clock.ts';
import { createGuessLimit } from '#server/plugins/guess-limits.ts';
import { createPageFinder, type PublicPage } from './find-public-page.ts';
import { PUBLIC_PAGE_POLICY, renderAbsence, renderHandout } from './public-page-html.ts';

const STATUS = { shown: 200, unknown: 404, withdrawn: 410 } as const;
/** Nothing is secret here; it only keeps a broken crawler from asking at speed. Right addresses never count. */
const FREE_WRONG_ADDRESSES = 300;
const TOO_MANY_STATUS = 429;

/**
 * The pages of programmes for companies, at `/p/CENTRE/KEY`: no sign-in, no cookie, no script, and nothing
 * of the office. An address that was printed once always answers: with the newest edition's words, that
 * the programme has ended, or that the page was taken back (410).
 */
export async function publicPageRoutes(app: FastifyInstance): Promise<void> {
  const find = createPageFinder(app);
  const guesses = createGuessLimit(app, 'public-page', FREE_WRONG_ADDRESSES);
  const config = { action: 'public', judgesInput: true } as const;

  app.get<{ Params: { centre: string; key: string }; Querystring: Record<string, unknown> }>(
    `${PUBLIC_PROGRAMME_PREFIX}:centre/:key`,
    { config },
    async (request, reply) => {
      const language = wishOf(request.query['lang']) ?? request.language;
      const page = await find(request.params.centre, request.params.key);
      const waitSeconds = page.state === 'unknown' ? await guesses.countWrong(request.ip) : 0;
      const html = render(page, language, tokyoDate(instantOf(app.clock)));
      const tag = `"${hashText(html).slice(0, 32)}"`;
      void reply
        .header('content-security-policy', PUBLIC_PAGE_POLICY)
        // Kept by browsers and caches in between, and asked for again: a page can be taken back at any time.
        .header('cache-control', 'public, no-cache')
        .header('vary', 'accept-language, accept-encoding')
        .header('x-robots-tag', 'noindex');
      if (waitSeconds > 0) void reply.header('retry-after', waitSeconds);
      else if (page.state === 'shown') {
        void reply.header('etag', `W/${tag}`);
        if (isMatch(request.headers['if-none-match'], tag)) return reply.code(304).send();
      }
      return reply
        .code(waitSeconds > 0 ? TOO_MANY_STATUS : STATUS[page.state])
        .type('text/html; charset=utf-8')
        .send(html);
    },
  );
}

function render(page: PublicPage, language: Language, today: string): string {
  if (page.state !== 'shown')
    return renderAbsence(page.state, {
      centre: page.state === 'withdrawn' ? page.centre : undefined,
      language,
    });
  const { centre, programme, edition, isOlder } = page;
  return renderHandout(composeHandout(programme, edition, { today, language }), {
    centre,
    isOlder,
    language,
  });
}

function wishOf(value: unknown): Language | undefined {
  return value === 'ja' || value === 'en' ? value : undefined;
}

/** Whether `If-None-Match` (RFC 9110 §13.1.2) names a tag, weakly or not: compressing makes it weak. */
function isMatch(header: string | undefined, tag: string): boolean {
  return (header ?? '')
    .split(',')
    .map((part) => part.trim().replace(/^W\//, ''))
    .some((part) => part === '*' || part === tag);
}
