import { fiscalYearOf, tokyoDate } from '#domain/canonical/dates.ts';
import { stateOf, wasSent } from '#domain/casework/referral-states.ts';
import type { Referral } from '#domain/records/referral.ts';

/**
 * What became of cases that were handed to institutions. What the institution says (`done`, `turnedAway`), what the company
 * says (`helped`, `partly`, `notHelped`; `silent` before it does) and that the centre has closed it stay apart: whether it
 * helped is the company's word alone.
 */
export const OUTCOMES = [
  'sent',
  'done',
  'turnedAway',
  'helped',
  'partly',
  'notHelped',
  'silent',
  'closed',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A case that was handed over. */
export interface HandedOverCase {
  companyId: string | undefined;
  /** In which it was handed over. */
  fiscalYear: number;
  outcomes: readonly Outcome[];
}

/** A referral as it is counted; `undefined` for one that was never handed over, or was not meant. */
export function toHandedOverCase(
  referral: Partial<Referral>,
  companyId: string | undefined,
): HandedOverCase | undefined {
  const state = stateOf(referral);
  const { sentAt, companyWord, closedAt } = referral;
  if (sentAt === undefined || !wasSent(state, referral) || state === 'enteredInError') return undefined;
  const outcomes: Outcome[] = ['sent', companyWord ?? 'silent'];
  if (state === 'completed') outcomes.push('done');
  if (state === 'declined' || state === 'referredOnward') outcomes.push('turnedAway');
  if (closedAt !== undefined) outcomes.push('closed');
  return { companyId, fiscalYear: fiscalYearOf(tokyoDate(sentAt)), outcomes };
}

/** How many cases of a fiscal year came to each outcome. */
export function countOutcomes(cases: readonly HandedOverCase[], fiscalYear: number): Record<Outcome, number> {
  const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>;
  for (const each of cases)
    if (each.fiscalYear === fiscalYear) for (const outcome of each.outcomes) counts[outcome] += 1;
  return counts;
}
