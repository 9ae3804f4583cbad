import { deleteProvisionsBefore } from '#server/database/queries/provisions.ts';
import { audit } from '#server/journal/audit.ts';
import type { Clock } from '#server/journal/clock.ts';
import type { DatabaseHandle } from '#server/database/connect.ts';

/** Records of what was given to others are kept for so long (個人情報保護法施行規則 art. 21). */
const KEPT_YEARS = 3;

/** Deletes hand-overs that are older than they have to be kept; the audit log says that there was one, and of what hash. */
export async function expireProvisions({ db }: DatabaseHandle, clock: Clock): Promise<void> {
  const limit = new Date(clock());
  limit.setUTCFullYear(limit.getUTCFullYear() - KEPT_YEARS);
  await db.transaction().execute(async (tx) => {
    for (const { centreId, id, referralId, itemsSha256, at } of await deleteProvisionsBefore(
      tx,
      limit.toISOString(),
    ))
      await audit(tx, clock, {
        centreId,
        by: null,
        action: 'provisions.expire',
        subject: id,
        detail: { referralId, itemsSha256, at },
      });
  });
}
