import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { allotCodesSchema, recipientAnswerSchema } from '#protocol/referrals.ts';
import { parseInput } from '#server/http/parse-input.ts';
import { idSchema } from '#server/http/path-parameters.ts';
import { Problem } from '#server/http/problem.ts';
import { answerReferral } from './answer-referral.ts';
import { listProvisionEntries } from './provision-record.ts';
import { listReferred } from './referred-cases.ts';
import { allotCodes, showCodes } from './referral-codes.ts';

const accountParameters = v.object({ accountId: idSchema });
const referralParameters = v.object({ referralId: idSchema });

/** Codes of referrals and what was handed over for staff, and for people of a partner with an account what was referred to it. */
export async function referralRoutes(app: FastifyInstance): Promise<void> {
  const record = { action: 'referrals.code' } as const;
  const answering = { action: 'referrals.answer' } as const;

  app.post('/referral-codes', { config: record }, async (request) => {
    const { deviceId } = parseInput(allotCodesSchema, request.body);
    return { codes: await allotCodes(app, request.session, deviceId) };
  });

  app.post('/referrals/:referralId/codes', { config: record }, async (request) => {
    const { referralId } = parseInput(referralParameters, request.params);
    return showCodes(app, request.session, referralId);
  });

  // Whoever sees what is recorded of a company may tell it what was handed over.
  app.get('/accounts/:accountId/provisions', { config: { action: 'sync.pull' } }, async (request, reply) => {
    const { accountId } = parseInput(accountParameters, request.params);
    reply.header('cache-control', 'private, no-store');
    return { provisions: await listProvisionEntries(app, request.session.centreId, accountId) };
  });

  app.get('/referred', { config: answering }, async (request) => ({
    cases: await listReferred(app, request.session),
  }));

  app.post('/referred/:referralId', { config: answering }, async (request, reply) => {
    const { referralId } = parseInput(referralParameters, request.params);
    const answer = parseInput(recipientAnswerSchema, request.body);
    const { centreId, userId, name } = request.session;
    // Whose it is comes first: of another institution's not even the state is told.
    const own = await listReferred(app, request.session);
    if (!own.some(({ id }) => id === referralId)) throw new Problem('not-found');
    const fault = await answerReferral(app, { centreId, referralId, way: 'account', userId, name }, answer);
    if (fault !== undefined) throw new Problem('referral-not-answerable');
    return reply.code(204).send();
  });
}
