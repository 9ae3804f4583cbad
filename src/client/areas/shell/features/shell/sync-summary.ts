import type { Instant } from '#domain/canonical/dates.ts';
import type { AppFiles } from './app-files.ts';

/** How things stand between this device and the server, as the frame shows it; the sync store gives it. */
export interface SyncSummary {
  /** Changes that wait to be sent; they are safe on the device. */
  pendingCount: number;
  /** Changes that the server refused and a person has to look at. */
  quarantineCount: number;
  state: 'idle' | 'syncing' | 'unreachable' | 'signedOut' | 'failed';
  lastSyncAt: Instant | null;
  lastError: string | null;
  /** The server has what this app is too old to read. */
  isAppTooOld?: boolean;
  /** Syncing gave no sign of life and is started again; the state is `failed` meanwhile. */
  hasStopped?: boolean;
  /** The round under way has not heard from the server for some seconds. */
  isSilent?: boolean;
  /** Whether the app itself is wholly on the device. */
  appFiles?: AppFiles;
}
