import type { Instant } from '#domain/canonical/dates.ts';
import type { SyncServer } from '#client/api/sync-api.ts';
import type { BansoDatabase } from '#client/storage/database.ts';
import { pullChanges } from './pull.ts';
import { pushOutbox } from './push.ts';

/** Acknowledged changes are kept this long for the case that the server is restored from a backup. */
const LEDGER_DAYS = 90;

/** What a cycle needs: where to keep, whom to ask, and the time. */
export interface SyncContext {
  db: BansoDatabase;
  server: SyncServer;
  now: () => Instant;
}

/**
 * One round of sync: send what waits, then fetch what is new; once more if the server
 * turned out to be restored and lost what it had.
 *
 * @throws ApiProblem, Unreachable; whatever was done until then is kept.
 */
export async function runSyncCycle(
  { db, server, now }: SyncContext,
  onPage?: (records: number) => void,
): Promise<void> {
  await pushOutbox(db, server, now);
  let { serverTime, resend } = await pullChanges(db, server, onPage);
  if (resend) {
    await pushOutbox(db, server, now);
    ({ serverTime } = await pullChanges(db, server, onPage));
  }
  await noteInStep(db, now, serverTime);
  await forgetOldReceipts(db, serverTime);
}

/** Notes that the device is in step with the server, and what that said of the time. */
export async function noteInStep(db: BansoDatabase, now: () => Instant, serverTime: Instant): Promise<void> {
  const at = now();
  await db.transaction('rw', db.meta, () =>
    Promise.all([
      db.setMeta('lastSyncAt', at),
      db.setMeta('lastServerTime', serverTime),
      db.setMeta('clockOffsetMs', Date.parse(serverTime) - Date.parse(at)),
    ]),
  );
}

async function forgetOldReceipts(db: BansoDatabase, serverTime: Instant): Promise<void> {
  const before = new Date(Date.parse(serverTime) - LEDGER_DAYS * 86_400_000).toISOString();
  await db.ledger
    .where('acknowledgedAt')
    .below(before)
    // Entries of earlier versions were dated by the device; the receipt has always had the server's time.
    .filter(({ receipt }) => receipt.serverTime < before)
    .delete();
}
