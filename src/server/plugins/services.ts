import type { Auth } from '#server/auth/better-auth.ts';
import type { Clock } from '#server/journal/clock.ts';
import type { Config } from '#server/settings/config.ts';
import type { DatabaseHandle } from '#server/database/connect.ts';
import type { FileStorage } from '#server/file-storage/file-storage.ts';
import type { InvitationKeys } from '#server/settings/invitation-keys.ts';
import type { ParcelKey } from '#server/settings/parcel-key.ts';
import type { Proofs } from '#server/sync/proofs.ts';

/** What routes work with; every Fastify instance carries it. */
export interface Services {
  config: Config;
  database: DatabaseHandle;
  clock: Clock;
  auth: Auth;
  invitationKeys: InvitationKeys;
  parcelKey: ParcelKey;
  proofs: Proofs;
  /** Where the bytes of photos and files lie. */
  fileStorage: FileStorage;
}

declare module 'fastify' {
  interface FastifyInstance extends Services {}
}
