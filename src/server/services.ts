import type { Auth } from './auth/better-auth.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { DatabaseHandle } from './database/connect.ts';
import type { InvitationKeys } from './invitation-keys.ts';

/** What routes work with; every Fastify instance carries it. */
export interface Services {
  config: Config;
  database: DatabaseHandle;
  clock: Clock;
  auth: Auth;
  invitationKeys: InvitationKeys;
}

declare module 'fastify' {
  interface FastifyInstance extends Services {}
}
