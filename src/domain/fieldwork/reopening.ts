import type { Instant } from '#domain/canonical/dates.ts';
import type { SurveyResponse } from '#domain/records/response.ts';

/** How long whoever led an interview mends it as if it were still open. */
const OPEN_AGAIN_MS = 24 * 60 * 60 * 1000;

/**
 * Whether a submitted interview is open again to a person: to who led it, for a day, until the office has settled
 * how it counts. It stays closed to the sync (`RESPONSE_CLOSING`), so that nothing that others have seen or counted
 * is undone: each change is a correction like any other, whose reason is known and need not be written.
 */
export function isOpenAgain(
  { interviewerId, channel, submittedAt, settledAt }: Partial<SurveyResponse>,
  userId: string,
  now: Instant,
): boolean {
  if (channel !== 'visit' || interviewerId !== userId || !submittedAt || settledAt) return false;
  const agoMs = Date.parse(now) - Date.parse(submittedAt);
  // A clock that was put back does not close it either.
  return agoMs < OPEN_AGAIN_MS;
}
