import type { SessionResponse } from '#protocol/session.ts';
import type { RoundOutcome } from './schedule.ts';

/** What sync is doing, as a person should know it. */
export type SyncState = 'idle' | 'syncing' | 'unreachable' | 'signedOut' | 'failed';

/** How a round ended: what the person is told, and when to come back. */
export interface RoundResult {
  state: Exclude<SyncState, 'syncing'>;
  error: string | null;
  outcome: RoundOutcome;
  /** The server speaks of things that this app is too old for; what is recorded stays, and waits. */
  isAppTooOld?: boolean;
  /** The device has no room for what came; a page of records is on it as a whole or not at all. */
  isDeviceFull?: boolean;
  /** The person has left the centre, or this device was signed out for good: it gives up what it holds. */
  isEnded?: boolean;
  /** In how many seconds the server would have the device look again. */
  restSeconds?: number;
  /** Who the server says is signed in, with the role of now; absent when it could not be asked, or nothing has changed. */
  session?: SessionResponse;
}
