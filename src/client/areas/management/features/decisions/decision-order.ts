import type { DecisionChange } from '#domain/tabulation/decision-cells.ts';
import type { PlainDate } from '#domain/canonical/dates.ts';
import type { Decision } from '#domain/records/decision.ts';
import type { Local } from '#client/storage/database.ts';

/** Whether a decision is to be looked at again. */
export function isReviewDue({ status, reviewDate }: Partial<Decision>, today: PlainDate): boolean {
  return status !== 'done' && status !== 'dropped' && reviewDate !== undefined && reviewDate <= today;
}

/** Those whose numbers have changed first, then those to be reviewed, then the newest. */
export function sortDecisions(
  decisions: readonly Local<'decisions'>[],
  changes: ReadonlyMap<string, DecisionChange> | undefined,
  today: PlainDate,
): Local<'decisions'>[] {
  const rank = ({ id, fields }: Local<'decisions'>): number => {
    const state = changes?.get(id)?.state ?? 'same';
    return state === 'same' ? (isReviewDue(fields, today) ? 1 : 2) : 0;
  };
  return [...decisions].sort(
    (one, other) =>
      rank(one) - rank(other) || ((one.fields.decidedOn ?? '') < (other.fields.decidedOn ?? '') ? 1 : -1),
  );
}
