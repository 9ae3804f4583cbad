import { CODES_PER_DEVICE } from '#protocol/referrals.ts';
import { allotReferralCodes, showReferralCodes } from '#client/api/referrals-api.ts';
import { ApiProblem, Unreachable } from '#client/api/http.ts';
import type { BansoDatabase, KeptReferralCode } from '#client/storage/database.ts';

/** The pairs that this device, and no copy of it, was allotted and that no referral has. */
async function listFree(db: BansoDatabase): Promise<KeptReferralCode[]> {
  const deviceId = await db.getMeta('deviceId');
  if (deviceId === undefined) return [];
  const [codes, referrals] = await Promise.all([
    db.referralCodes.where('deviceId').equals(deviceId).toArray(),
    db.referrals.toArray(),
  ]);
  const taken = new Set(referrals.map(({ fields }) => fields.codeId));
  return codes.filter(({ id }) => !taken.has(id));
}

/** Fills up the codes for slips that are printed without a network, once fewer than half of them are free. Without one those that are here have to do. */
export async function fillCodePool(db: BansoDatabase): Promise<void> {
  const deviceId = await db.getMeta('deviceId');
  if (deviceId === undefined || (await listFree(db)).length * 2 >= CODES_PER_DEVICE) return;
  try {
    const codes = await allotReferralCodes(deviceId);
    await db.referralCodes.bulkPut(codes.map((code) => ({ ...code, deviceId })));
  } catch (error) {
    if (!(error instanceof Unreachable || error instanceof ApiProblem)) throw error;
  }
}

/** A pair for a new referral; undefined when this device has none left. */
export async function takeCode(db: BansoDatabase): Promise<string | undefined> {
  return (await listFree(db))[0]?.id;
}

/** The codes of a referral, from this device or, where it was handed over, from the server; undefined while neither has them. */
export async function findCodes(
  db: BansoDatabase,
  referralId: string,
  codeId: string | undefined,
  wasSent: boolean,
): Promise<KeptReferralCode | undefined> {
  const kept = codeId === undefined ? undefined : await db.referralCodes.get(codeId);
  if (kept || !wasSent) return kept;
  try {
    const pair = await showReferralCodes(referralId);
    return { ...pair, deviceId: '' };
  } catch (error) {
    if (error instanceof Unreachable || error instanceof ApiProblem) return undefined;
    throw error;
  }
}
