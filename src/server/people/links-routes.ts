import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { firstAdministratorSchema, setPasswordSchema, type LinkResponse } from '#protocol/session.ts';
import { signIn } from './sign-in.ts';
import { parseInput } from '#server/http/parse-input.ts';
import { tokenSchema } from '#server/http/path-parameters.ts';
import { createAttemptLimit } from '#server/plugins/attempt-limits.ts';
import { createFirstAdministrator, getLinkUser, getUsableLink, setPassword } from './use-link.ts';

const QUARTER_HOUR_MS = 15 * 60 * 1000;
const MAX_ATTEMPTS_PER_ADDRESS = 60;

const parametersSchema = v.object({ token: tokenSchema });

/** One-time links: what one is for, and using it, which also signs in. */
export async function linkRoutes(app: FastifyInstance): Promise<void> {
  const limitAddress = createAttemptLimit(app, {
    name: 'link-address',
    max: MAX_ATTEMPTS_PER_ADDRESS,
    windowMs: QUARTER_HOUR_MS,
  });

  app.get(
    '/links/:token',
    { config: { action: 'public' } },
    async (request, reply): Promise<LinkResponse> => {
      await limitAddress(request, reply);
      const link = await getUsableLink(app, parseInput(parametersSchema, request.params).token);
      const { purpose, expiresAt } = link;
      if (purpose === 'first-administrator') return { purpose, expiresAt };
      const { email, name } = await getLinkUser(app, link);
      return { purpose, email, name, expiresAt };
    },
  );

  app.post('/links/:token', { config: { action: 'public' } }, async (request, reply) => {
    await limitAddress(request, reply);
    const link = await getUsableLink(app, parseInput(parametersSchema, request.params).token);
    if (link.purpose === 'first-administrator') {
      const input = parseInput(firstAdministratorSchema, request.body);
      await createFirstAdministrator(app, link, input);
      return signIn(app, request, reply, input);
    }
    const { password } = parseInput(setPasswordSchema, request.body);
    const user = await getLinkUser(app, link);
    await setPassword(app, link, user, password);
    return signIn(app, request, reply, { email: user.email, password });
  });
}
