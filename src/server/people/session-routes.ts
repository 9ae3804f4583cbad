import { fromNodeHeaders } from 'better-auth/node';
import type { FastifyInstance } from 'fastify';
import { signInSchema } from '#protocol/session.ts';
import { describeSession, signIn } from './sign-in.ts';
import { parseInput } from '#server/http/parse-input.ts';
import { createAttemptLimit } from '#server/plugins/attempt-limits.ts';
import { forwardCookies } from '#server/auth/session.ts';
import { createSignInLimit } from '#server/plugins/sign-in-limits.ts';

const QUARTER_HOUR_MS = 15 * 60 * 1000;
/** A whole office may share one address. */
const MAX_ATTEMPTS_PER_ADDRESS = 60;

/** Signing in and out, and who is signed in. */
export async function sessionRoutes(app: FastifyInstance): Promise<void> {
  const limitAddress = createAttemptLimit(app, {
    name: 'sign-in-address',
    max: MAX_ATTEMPTS_PER_ADDRESS,
    windowMs: QUARTER_HOUR_MS,
  });
  const limitPerson = createSignInLimit(app);

  app.post('/sign-in', { config: { action: 'public' } }, async (request, reply) => {
    await limitAddress(request, reply);
    const credentials = parseInput(signInSchema, request.body);
    const takeBack = await limitPerson(credentials.email, request.ip, reply);
    const session = await signIn(app, request, reply, credentials);
    await takeBack();
    return session;
  });

  app.post('/sign-out', { config: { action: 'public' } }, async (request, reply) => {
    const { headers } = await app.auth.api.signOut({
      headers: fromNodeHeaders(request.headers),
      returnHeaders: true,
    });
    forwardCookies(headers, reply);
    return reply.code(204).send();
  });

  app.get('/session', { config: { action: 'session.read' } }, async (request) =>
    describeSession(app, request.session),
  );
}
