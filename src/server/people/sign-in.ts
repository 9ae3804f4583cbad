import { APIError } from 'better-auth/api';
import { fromNodeHeaders } from 'better-auth/node';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SessionResponse } from '#protocol/session.ts';
import { toCentreDetails } from '#server/centre/centre.ts';
import { instantOf } from '#server/journal/clock.ts';
import { getCentre } from '#server/database/queries/centres.ts';
import { deleteSessionOf, noteSeen } from '#server/database/queries/people.ts';
import { findStaff } from '#server/database/queries/staff.ts';
import { forwardCookies, type Session } from '#server/auth/session.ts';
import { Problem } from '#server/http/problem.ts';

/**
 * Signs a person in on the calling device and sets its cookie. The session that the device came with
 * ends, whoever's it was: the browser forgets its cookie, so that only a copy could still use it, and
 * a second person on one phone must not leave the first one signed in.
 *
 * @throws Problem `wrong-credentials`, also for those who have left the centre.
 */
export async function signIn(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  credentials: { email: string; password: string },
): Promise<SessionResponse> {
  const { headers, response } = await checkCredentials(app, request, credentials);
  const { id, email, centreId } = response.user as typeof response.user & { centreId: string };
  const staff = await findStaff(app.database.db, centreId, id);
  if (!staff?.active) {
    await deleteSessionOf(app.database.db, response.token);
    throw new Problem('wrong-credentials');
  }
  await noteSeen(app.database.db, id, instantOf(app.clock));
  await endFormerSession(app, request);
  forwardCookies(headers, reply);
  return describeSession(app, { ...staff, email });
}

async function endFormerSession(app: FastifyInstance, request: FastifyRequest): Promise<void> {
  const former = await app.auth.api.getSession({ headers: fromNodeHeaders(request.headers) });
  if (former) await deleteSessionOf(app.database.db, former.session.token);
}

async function checkCredentials(
  app: FastifyInstance,
  request: FastifyRequest,
  body: { email: string; password: string },
) {
  try {
    return await app.auth.api.signInEmail({
      body: { ...body, rememberMe: true },
      headers: fromNodeHeaders(request.headers),
      returnHeaders: true,
    });
  } catch (error) {
    // Whatever better-auth has against an address or a password is told in the same words.
    if (error instanceof APIError && error.statusCode < 500) throw new Problem('wrong-credentials');
    throw error;
  }
}

/** Who is signed in, as the app is told. */
export async function describeSession(
  app: FastifyInstance,
  { userId, name, email, role, language, centreId }: Omit<Session, 'id' | 'accessVersion'>,
): Promise<SessionResponse> {
  const centre = await getCentre(app.database.db, centreId);
  return {
    user: { id: userId, name, email, role, language },
    centre: toCentreDetails(centre),
    sealingKey: app.parcelKey.publicKey,
    serverTime: instantOf(app.clock),
  };
}
