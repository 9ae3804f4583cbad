import { upperF } from './beta.ts';

/** A sample of numbers: `n` people, of weighted ones as many as they count for. */
export interface SampleMean {
  mean: number;
  sd: number;
  n: number;
}

/** Who is in both of two samples, and how their numbers in the two go together: Pearson's r, 0 where that cannot be known. */
export interface PairedNumbers {
  pairs: number;
  correlation: number;
}

/** `df` is a fraction, as Welch's. */
export interface MeanDifference {
  t: number;
  df: number;
  p: number;
}

/**
 * Whether the means of two samples differ: Welch's t (R: `t.test(x, y)`); with people who are in both the partially
 * overlapping one of Derrick, Russ, Toher and White (2017, J Mod Appl Stat Methods 16(1), 137–157, T_new2), which is Welch's
 * where nobody is in both and the paired one where all are: s₁²/n₁ + s₂²/n₂ − 2 r s₁ s₂ n_c/(n₁n₂) beneath, and
 * n_c − 1 + (γ − n_c + 1)/(n_a + n_b + 2n_c) · (n_a + n_b) degrees of freedom, γ Welch's.
 *
 * @returns `null` where a sample is of fewer than two people, or all numbers are the same
 */
export function testMeanDifference(
  one: SampleMean,
  other: SampleMean,
  { pairs, correlation }: PairedNumbers = { pairs: 0, correlation: 0 },
): MeanDifference | null {
  if (one.n < 2 || other.n < 2) return null;
  const [v1, v2] = [one.sd ** 2 / one.n, other.sd ** 2 / other.n];
  // Of a company that answered a survey several times each answer makes a pair.
  const both = Math.min(pairs, one.n, other.n);
  const variance = v1 + v2 - (2 * correlation * one.sd * other.sd * both) / (one.n * other.n);
  if (!(variance > 0)) return null;
  const t = (one.mean - other.mean) / Math.sqrt(variance);
  const welch = (v1 + v2) ** 2 / (v1 ** 2 / (one.n - 1) + v2 ** 2 / (other.n - 1));
  const apart = one.n + other.n - 2 * both;
  const df = both === 0 ? welch : both - 1 + ((welch - both + 1) / (apart + 2 * both)) * apart;
  return { t, df, p: upperF(t * t, 1, df) };
}
