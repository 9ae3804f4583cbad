import type {
  ProvisionEntry,
  RecipientAnswerInput,
  ReferralCodePair,
  ReferredCase,
} from '#protocol/referrals.ts';
import { askServer } from './http.ts';

/* Codes of referrals, and what was referred to the institution of who is signed in. Everything throws ApiProblem and Unreachable. */

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

/** What was referred to the own institution, what is open first. */
export async function listReferred(): Promise<ReferredCase[]> {
  return (await askServer<{ cases: ReferredCase[] }>('/api/referred')).body.cases;
}

/** Answers what was referred to the own institution. */
export async function answerReferred(referralId: string, answer: RecipientAnswerInput): Promise<void> {
  await askServer(`/api/referred/${encodeURIComponent(referralId)}`, { method: 'POST', body: answer });
}

/** What was handed over of a company, in the order of time. */
export async function listProvisions(accountId: string): Promise<ProvisionEntry[]> {
  const path = `/api/accounts/${encodeURIComponent(accountId)}/provisions`;
  return (await askServer<{ provisions: ProvisionEntry[] }>(path)).body.provisions;
}
