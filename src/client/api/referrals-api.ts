import type { ReferralCodePair } from '#protocol/referrals.ts';
import { askServer } from './http.ts';

/* Codes of referrals. Everything throws ApiProblem and Unreachable. */

/** The codes that a device may use without a network, see `CODES_PER_DEVICE`. */
export async function allotReferralCodes(deviceId: string): Promise<ReferralCodePair[]> {
  const path = '/api/referral-codes';
  return (await askServer<{ codes: ReferralCodePair[] }>(path, { method: 'POST', body: { deviceId } })).body
    .codes;
}

/** The codes of a referral that was handed over. */
export async function showReferralCodes(referralId: string): Promise<ReferralCodePair> {
  const path = `/api/referrals/${encodeURIComponent(referralId)}/codes`;
  return (await askServer<ReferralCodePair>(path, { method: 'POST' })).body;
}
