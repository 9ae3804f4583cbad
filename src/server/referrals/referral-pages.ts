import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import type { Language } from '#domain/canonical/language.ts';
import { findUnstorable } from '#domain/canonical/storable-text.ts';
import type { AnswerFault } from '#domain/casework/referral-states.ts';
import {
  companyWordSchema,
  recipientAnswerSchema,
  REFERRAL_PREFIX,
  WORD_PREFIX,
} from '#protocol/referrals.ts';
import { toCentreCard } from '#server/centre/centre.ts';
import { getCentre } from '#server/database/queries/centres.ts';
import { instantOf } from '#server/journal/clock.ts';
import { createKeyLimit } from '#server/plugins/attempt-limits.ts';
import { createGuessLimit } from '#server/plugins/guess-limits.ts';
import { answerReferral, takeCompanyWord } from './answer-referral.ts';
import { openByCode, type ClosedReferral, type OpenedReferral } from './open-referral.ts';
import {
  REFERRAL_PAGE_POLICY,
  renderClosedReferral,
  renderReferral,
  renderWord,
} from './referral-page-html.ts';

/** As for the company's page, see `respondent-files.ts`. */
const FREE_WRONG_CODES = 30;
const QUARTER_HOUR_MS = 15 * 60 * 1000;
/** Presses of one referral; each is work and a line of its history. */
const MAX_ANSWERS = 30;
const BODY_LIMIT_BYTES = 16 * 1024;

const STATUS: Record<ClosedReferral | 'tooMany', number> = {
  mistyped: 404,
  unknown: 404,
  over: 410,
  revoked: 410,
  withdrawn: 410,
  expired: 410,
  tooMany: 429,
};
const FAULTS: readonly string[] = [
  'notNow',
  'needsReason',
  'needsTarget',
  'needsName',
] satisfies AnswerFault[];

const PAGES = { [REFERRAL_PREFIX]: 'referral', [WORD_PREFIX]: 'companyWord' } as const;
type Prefix = keyof typeof PAGES;
interface CodeRequest {
  Params: { code: string };
  Querystring: Record<string, unknown>;
}

/**
 * The pages of a referral's recipient (`/r/CODE`) and of the company's word (`/h/CODE`): no sign-in, no cookie,
 * no script. Opening one changes nothing, for scanners of mail open links; whatever is answered takes a press.
 */
export async function referralPages(app: FastifyInstance): Promise<void> {
  const guesses = createGuessLimit(app, 'referral', FREE_WRONG_CODES);
  const limitAnswers = createKeyLimit(app, {
    name: 'referral-answer',
    max: MAX_ANSWERS,
    windowMs: QUARTER_HOUR_MS,
  });
  const config = { action: 'public', judgesInput: true, knowsByAddress: true } as const;
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: BODY_LIMIT_BYTES },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );

  async function open(
    request: FastifyRequest<CodeRequest>,
    prefix: Prefix,
  ): Promise<OpenedReferral | { state: 'tooMany'; wait: number }> {
    const found = await openByCode(app, request.params.code, PAGES[prefix], instantOf(app.clock));
    const wait = found.state === 'unknown' ? await guesses.countWrong(request.ip) : 0;
    return wait > 0 ? { state: 'tooMany', wait } : found;
  }

  async function send(
    request: FastifyRequest<CodeRequest>,
    reply: FastifyReply,
    prefix: Prefix,
  ): Promise<FastifyReply> {
    const language = languageOf(request);
    const opened = await open(request, prefix);
    void reply
      .header('content-security-policy', REFERRAL_PAGE_POLICY)
      .header('cache-control', 'no-store')
      .header('referrer-policy', 'no-referrer')
      .header('vary', 'accept-language')
      .header('x-robots-tag', 'noindex')
      .type('text/html; charset=utf-8');
    if (opened.state === 'tooMany') void reply.header('retry-after', opened.wait);
    const centreId = 'centreId' in opened ? opened.centreId : undefined;
    const centre =
      centreId === undefined ? undefined : toCentreCard(await getCentre(app.database.db, centreId));
    if (opened.state !== 'open')
      return reply.code(STATUS[opened.state]).send(renderClosedReferral(opened.state, { centre, language }));
    const isAnswered = request.query['done'] !== undefined;
    return reply.send(
      prefix === WORD_PREFIX
        ? renderWord(opened.found, { centre, language, isAnswered })
        : renderReferral(opened.found, {
            centre,
            language,
            isAnswered,
            fault: faultOf(request.query['fault']),
          }),
    );
  }

  async function answer(
    request: FastifyRequest<CodeRequest>,
    reply: FastifyReply,
    prefix: Prefix,
  ): Promise<FastifyReply> {
    const opened = await open(request, prefix);
    if (opened.state !== 'open') return send(request, reply, prefix);
    const { centreId, found } = opened;
    const referralId = found.record.id;
    await limitAnswers(referralId, reply);
    const fault = await take(request.body, prefix, { centreId, referralId });
    const query = new URLSearchParams({
      ...(fault === undefined ? { done: '' } : { fault }),
      ...(request.query['lang'] !== undefined && { lang: languageOf(request) }),
    });
    return reply
      .header('cache-control', 'no-store')
      .redirect(`${prefix}${encodeURIComponent(request.params.code)}?${query.toString()}`, 303);
  }

  async function take(
    body: unknown,
    prefix: Prefix,
    place: { centreId: string; referralId: string },
  ): Promise<string | undefined> {
    if (findUnstorable(body) !== undefined) return 'notNow';
    if (prefix === WORD_PREFIX) {
      const said = v.safeParse(companyWordSchema, body);
      if (said.success) await takeCompanyWord(app, place, said.output);
      return said.success ? undefined : 'notNow';
    }
    const answered = v.safeParse(recipientAnswerSchema, withoutEmpty(body));
    return answered.success ? answerReferral(app, { ...place, way: 'page' }, answered.output) : 'needsReason';
  }

  for (const prefix of [REFERRAL_PREFIX, WORD_PREFIX] as const) {
    app.get<CodeRequest>(`${prefix}:code`, { config }, (request, reply) => send(request, reply, prefix));
    app.post<CodeRequest>(`${prefix}:code`, { config, bodyLimit: BODY_LIMIT_BYTES }, (request, reply) =>
      answer(request, reply, prefix),
    );
  }
}

/** A form sends what was left empty as well. */
function withoutEmpty(body: unknown): unknown {
  return typeof body === 'object' && body !== null
    ? Object.fromEntries(Object.entries(body).filter(([, value]) => value !== ''))
    : body;
}

function languageOf({ query, language }: FastifyRequest<CodeRequest>): Language {
  return query['lang'] === 'ja' || query['lang'] === 'en' ? query['lang'] : language;
}

function faultOf(value: unknown): AnswerFault | undefined {
  return typeof value === 'string' && FAULTS.includes(value) ? (value as AnswerFault) : undefined;
}
