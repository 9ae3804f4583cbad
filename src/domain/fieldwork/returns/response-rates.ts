import { countSent, countValid, type DispositionCounts } from './unit-disposition.ts';

/**
 * The rates of AAPOR's Standard Definitions (2023), and the two that Japanese reports call
 * 回収率. I complete, P partial, R refusal with break-offs and blank sheets, NC contacted,
 * O other, U unknown (no reply, undeliverable).
 */
export const RATE_CODES = [
  'returned',
  'returnedOfReached',
  'RR1',
  'RR2',
  'RR3',
  'RR4',
  'RR5',
  'RR6',
  'COOP1',
  'REF1',
  'CON1',
] as const;
export type RateCode = (typeof RATE_CODES)[number];

/** A rate with what it was computed from. */
export interface Rate {
  numerator: number;
  denominator: number;
  /** Null where the denominator is 0. */
  value: number | null;
}

/** The share of units of unknown eligibility that is taken to be eligible. */
export interface EligibleShare {
  e: number;
  /** `observed`: as among the units whose eligibility is known; `assumed`: of none it is known, so 1. */
  basis: 'given' | 'observed' | 'assumed';
}

/** How the dispositions enter the rates. */
export interface RateCounts {
  I: number;
  P: number;
  R: number;
  NC: number;
  O: number;
  U: number;
  NE: number;
}

/** The counts of the rates, from those of the dispositions. */
export function toRateCounts(counts: DispositionCounts): RateCounts {
  return {
    I: counts.complete,
    P: counts.partial,
    R: counts.refusal + counts.breakOff + counts.blank,
    // Answers after the field period are AAPOR's 2.27, of those who were not reached within it.
    NC: counts.contacted + counts.late,
    O: counts.other,
    U: counts.noReply + counts.undeliverable,
    NE: counts.notEligible,
  };
}

/** e by the method of equal shares: as many of the unknown are eligible as of those known. @param given between 0 and 1, where somebody knows better */
export function estimateEligibleShare({ I, P, R, NC, O, NE }: RateCounts, given?: number): EligibleShare {
  if (given !== undefined) return { e: given, basis: 'given' };
  const eligible = I + P + R + NC + O;
  if (eligible + NE === 0) return { e: 1, basis: 'assumed' };
  return { e: eligible / (eligible + NE), basis: 'observed' };
}

/** All rates, and the share of eligible units they rest on. */
export function computeResponseRates(
  counts: DispositionCounts,
  given?: number,
): { rates: Record<RateCode, Rate>; eligible: EligibleShare } {
  const rateCounts = toRateCounts(counts);
  const eligible = estimateEligibleShare(rateCounts, given);
  const { I, P, R, NC, O, U } = rateCounts;
  const known = I + P + R + NC + O;
  const weighed = known + eligible.e * U;
  const all = known + U;
  const valid = countValid(counts);
  const sent = countSent(counts);
  const rates: Record<RateCode, Rate> = {
    returned: divide(valid, sent),
    returnedOfReached: divide(valid, sent - counts.undeliverable),
    RR1: divide(I, all),
    RR2: divide(I + P, all),
    RR3: divide(I, weighed),
    RR4: divide(I + P, weighed),
    RR5: divide(I, known),
    RR6: divide(I + P, known),
    COOP1: divide(I, I + P + R + O),
    REF1: divide(R, all),
    CON1: divide(I + P + R + O, all),
  };
  return { rates, eligible };
}

function divide(numerator: number, denominator: number): Rate {
  return { numerator, denominator, value: denominator > 0 ? numerator / denominator : null };
}
