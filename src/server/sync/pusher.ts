import type { Role } from '#domain/access/permissions.ts';
import type { Instant } from '#domain/canonical/dates.ts';
import type { Language } from '#domain/canonical/language.ts';
import type { Install, SharedHistory } from '#protocol/sync.ts';

/** Who pushes, and when it arrived. */
export interface Pusher {
  centreId: string;
  userId: string;
  role: Role;
  /** The device that sends, as the envelope says; it is the person's if nobody else's (`Sender`). */
  deviceId: string;
  /** By what it is told from its copies; undefined for an app that does not say, and where no device sends. */
  install?: Pick<Install, 'mark' | 'next' | 'tried' | 'formerly'> | undefined;
  /** What changes of before have surely seen, where the device has seen a history that is lost. */
  shared?: SharedHistory | undefined;
  /** Whether the person may once have been allowed more. */
  hadOtherRights: boolean;
  language: Language;
  serverTime: Instant;
}
