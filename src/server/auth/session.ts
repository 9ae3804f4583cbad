import { fromNodeHeaders } from 'better-auth/node';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isAllowed, type Action, type Role } from '#domain/access/permissions.ts';
import type { Language } from '#domain/canonical/language.ts';
import { noteSeen } from '#server/database/queries/people.ts';
import { findStaff } from '#server/database/queries/staff.ts';
import { Problem } from '#server/http/problem.ts';

/** Who makes a request, on which signed-in device. */
export interface Session {
  /** The signed-in device. */
  id: string;
  userId: string;
  name: string;
  email: string;
  role: Role;
  language: Language;
  centreId: string;
  accessVersion: number;
}

/** How exactly it is known when somebody was last here. */
const SEEN_EVERY_MS = 60 * 60 * 1000;

/** What a route asks of whoever calls it: an action of the permission table, or nothing. */
export type RouteAction = Action | 'public';

declare module 'fastify' {
  interface FastifyContextConfig {
    action?: RouteAction;
  }
  interface FastifyRequest {
    /** Who makes the request; reading it on a public route is a fault of the route. */
    readonly session: Session;
  }
  interface FastifyInstance {
    /** Every route with what it asks for. */
    routeActions: { method: string; url: string; action: RouteAction }[];
  }
}

const sessions = new WeakMap<FastifyRequest, Session>();

/**
 * Lets a route be called only by those who may do its action. A route that does
 * not declare one cannot be registered.
 */
export function addSessions(app: FastifyInstance): void {
  app.decorate('routeActions', []);
  app.decorateRequest('session', {
    getter() {
      const session = sessions.get(this);
      if (!session) throw new Error(`${this.method} ${this.routeOptions.url} is public and has no session`);
      return session;
    },
  });

  app.addHook('onRoute', ({ method, url, config }) => {
    const action = config?.action;
    if (!action) throw new Error(`${String(method)} ${url} does not declare its action`);
    for (const each of [method].flat()) app.routeActions.push({ method: each, url, action });
  });

  app.addHook('onRequest', async (request, reply) => {
    const { action } = request.routeOptions.config;
    // Without an action no route was found: that is answered as such.
    if (!action || action === 'public') return;
    const session = await findSession(app, request, reply);
    if (!isAllowed(session.role, action)) throw new Problem('forbidden');
    sessions.set(request, session);
  });
}

/**
 * The session that a request's cookie belongs to.
 *
 * @throws Problem `not-signed-in` when there is none, which a device takes for a login that ran out;
 *   `device-revoked` and `person-dismissed` alone tell it to give up what it holds.
 */
async function findSession(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Session> {
  const { headers, response } = await app.auth.api.getSession({
    headers: fromNodeHeaders(request.headers),
    returnHeaders: true,
  });
  forwardCookies(headers, reply);
  if (!response) throw new Problem('not-signed-in');
  const { user, session } = response;
  if (session.revokedAt) throw new Problem('device-revoked');
  const staff = await findStaff(app.database.db, user.centreId, user.id);
  if (!staff?.active) throw new Problem('person-dismissed');
  await noteUse(app, user);
  return {
    id: session.id,
    userId: user.id,
    name: staff.name,
    email: user.email,
    role: staff.role,
    language: staff.language,
    centreId: user.centreId,
    accessVersion: staff.accessVersion,
  };
}

/** Notes at most once an hour that a person is here: their sessions tell it no longer once they have signed out. */
async function noteUse(
  app: FastifyInstance,
  { id, lastSeenAt }: { id: string; lastSeenAt?: string | null | undefined },
): Promise<void> {
  const nowMs = app.clock();
  if (lastSeenAt && Math.abs(nowMs - Date.parse(lastSeenAt)) < SEEN_EVERY_MS) return;
  await noteSeen(app.database.db, id, new Date(nowMs).toISOString());
}

/** Passes on the cookies that better-auth sets, prolongs or clears. */
export function forwardCookies(headers: Headers, reply: FastifyReply): void {
  for (const cookie of headers.getSetCookie()) void reply.header('set-cookie', cookie);
}
