import { issueLink } from './auth/one-time-links.ts';
import { instantOf, newId, type Clock } from './journal/clock.ts';
import {
  findFirstCentre,
  insertCentre,
  lockCentre,
  lockCentres,
  type Centre,
} from './database/queries/centres.ts';
import type { DatabaseHandle } from './database/connect.ts';
import { countActiveStaff } from './database/queries/staff.ts';

/**
 * The centre that this server serves, founded on first start. Several processes
 * may start at once; one founds it.
 */
export async function ensureCentre(
  { db, dialect }: DatabaseHandle,
  { centreName, clock }: { centreName: string; clock: Clock },
): Promise<Centre> {
  return db.transaction().execute(async (tx) => {
    await lockCentres(tx, dialect);
    const existing = await findFirstCentre(tx);
    if (existing) return existing;
    const centre = { id: newId(clock), name: centreName, contact: null, leadDays: null };
    await insertCentre(tx, { ...centre, epoch: newId(clock), createdAt: instantOf(clock) });
    return centre;
  });
}

/**
 * A fresh link that makes the first administrator, as long as the centre has none;
 * the one of the last start stops working.
 */
export async function issueFirstAdministratorLink(
  { db }: DatabaseHandle,
  { centreId, publicUrl, clock }: { centreId: string; publicUrl: string; clock: Clock },
): Promise<string | undefined> {
  return db.transaction().execute(async (tx) => {
    await lockCentre(tx, centreId);
    if ((await countActiveStaff(tx, centreId, 'administrator')) > 0) return undefined;
    return issueLink(
      tx,
      { publicUrl, clock },
      { centreId, purpose: 'first-administrator', userId: null, createdBy: null },
    );
  });
}
