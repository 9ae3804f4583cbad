import * as v from 'valibot';
import type { Instant } from '#domain/canonical/dates.ts';
import { LINE_LENGTH_LIMIT } from '#domain/canonical/text-limits.ts';
import type { Change } from '#domain/sync/change.ts';
import type { ProblemCode } from './problems.ts';

/*
 * What people recorded and may no longer write, because their rights have become fewer since: it
 * waits for the office, which takes it in or declines it. Nothing of it is lost meanwhile.
 */

/** A change that waits. */
export interface HeldChange {
  /** Whole, as it was made. */
  change: Change;
  /** Why it was not simply taken. */
  refusal: ProblemCode;
  heldAt: Instant;
}

/** `GET /api/held-changes`, in the order in which they came. */
export interface HeldChangeList {
  changes: HeldChange[];
}

/** `POST /api/held-changes/:changeId/decline`; `…/accept` has no body. Its author is told the reason. */
export const declineHeldChangeSchema = v.strictObject({
  reason: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(LINE_LENGTH_LIMIT)),
});
