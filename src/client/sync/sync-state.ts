import type { SessionResponse } from '#protocol/session.ts';
import type { RoundOutcome } from './schedule.ts';

/** What sync is doing, as a person should know it. */
export type SyncState = 'idle' | 'syncing' | 'unreachable' | 'signedOut' | 'failed';

/** How a round ended: what the person is told, and when to come back. */
export interface RoundResult {
  state: Exclude<SyncState, 'syncing'>;
  error: string | null;
  outcome: RoundOutcome;
  /** Who the server says is signed in, with the role of now; absent when it could not be asked. */
  session?: SessionResponse;
}
