import { liveQuery } from 'dexie';
import { findWorkspace } from '#client/records/workspace.ts';
import { fillCodePool } from './referral-codes.ts';

let stopLast: (() => void) | undefined;

/**
 * Sees to it after each sync that codes for slips are at hand, so that one can be printed without a network wherever
 * the day leads. Until another person's app asks for the same.
 */
export function watchReferralCodes(): void {
  stopLast?.();
  const db = findWorkspace()?.db;
  if (!db) return;
  const fill = async (): Promise<void> => {
    try {
      if (findWorkspace()?.db === db) await fillCodePool(db);
    } catch (error) {
      console.warn('codes for referrals could not be fetched', error);
    }
  };
  const synced = liveQuery(() => db.getMeta('lastSyncAt')).subscribe({
    next: (at) => void (at !== undefined && fill()),
    // The database is being closed, or gone: the page says so elsewhere.
    error: () => undefined,
  });
  stopLast = () => synced.unsubscribe();
}
