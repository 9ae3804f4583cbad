/** What sync is doing, as a person should know it. */
export type SyncState = 'idle' | 'syncing' | 'unreachable' | 'signedOut' | 'failed';
