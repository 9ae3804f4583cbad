import { daysBetween, type PlainDate } from '#domain/canonical/dates.ts';

/*
 * A list of addresses that was bought or lent. Its rows are units of surveys, beside the companies of
 * the centre's own records, and none of them is known to the centre before it has been in touch.
 */

/** `loading` until all rows have come; `ended` once its names and addresses had to be deleted. */
export const FRAME_LIST_STATUSES = ['loading', 'ready', 'ended'] as const;
export type FrameListStatus = (typeof FRAME_LIST_STATUSES)[number];

/** How it stands with the licence of a list: `soon` in the last month, `over` once its last day is past. */
export type LicenceState = 'unlimited' | 'running' | 'soon' | 'over';
const WARNING_DAYS = 30;

/** How it stands on a day with a licence whose last day is given. */
export function computeLicenceState(endsOn: PlainDate | null, today: PlainDate): LicenceState {
  if (endsOn === null) return 'unlimited';
  const left = daysBetween(today, endsOn);
  if (left < 0) return 'over';
  return left <= WARNING_DAYS ? 'soon' : 'running';
}
