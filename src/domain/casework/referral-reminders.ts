import type { Instant } from '#domain/canonical/dates.ts';
import type { Referral } from '#domain/records/referral.ts';
import { isReferralOver, stateOf } from './referral-states.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** To the first answer. */
export const ANSWER_DAYS = 7;
/** From one word of the recipient to the next, and after which no answer at all is past due. */
export const REPORT_DAYS = 30;

/** `answer`: no first answer yet; `report`: nothing heard since; `pastDue`: nor after the second time. Nothing closes itself. */
export type Reminder = 'answer' | 'report' | 'pastDue';

/**
 * What a referral has to be reminded of. Without a first answer after 7 days, with one 30 days after the
 * last word; past due 30 days after it was handed over without any, or 60 after the last word.
 */
export function reminderOf(referral: Partial<Referral>, now: Instant): Reminder | undefined {
  const state = stateOf(referral);
  const since = referral.statusAt ?? referral.sentAt;
  if (isReferralOver(state) || state === 'draft' || state === 'waiting' || since === undefined)
    return undefined;
  const days = (Date.parse(now) - Date.parse(since)) / DAY_MS;
  if (state === 'sent') return days >= REPORT_DAYS ? 'pastDue' : days >= ANSWER_DAYS ? 'answer' : undefined;
  return days >= 2 * REPORT_DAYS ? 'pastDue' : days >= REPORT_DAYS ? 'report' : undefined;
}
