import { upperGamma } from './gamma.ts';

/** How p-values of a family of tests are corrected for their number. */
export type Adjustment = 'none' | 'bonferroni' | 'holm' | 'bh';

/** How likely a standard normal value lies at least as far from 0 as `z`, on either side. */
export function normalTwoSidedP(z: number): number {
  // |Z| > z where Z² > z², and Z² is χ² with one degree of freedom.
  return upperGamma(0.5, (z * z) / 2);
}

/** The upper tail of χ² with `df` degrees of freedom, `df` > 0 and not necessarily whole. */
export function chiSquareP(statistic: number, df: number): number {
  return upperGamma(df / 2, statistic / 2);
}

/**
 * The p-values of a family, each corrected for the number of them, in their order (R: `p.adjust`).
 * Bonferroni and Holm (1979) bound the chance of any false finding, Benjamini and Hochberg (1995)
 * the share of false ones among the findings.
 */
export function adjustPValues(values: readonly number[], method: Adjustment): number[] {
  const count = values.length;
  if (method === 'none') return [...values];
  if (method === 'bonferroni') return values.map((p) => Math.min(1, p * count));
  const adjusted = values.map(() => 1);
  const rising = values.map((_, index) => index).sort((a, b) => values[a]! - values[b]!);
  if (method === 'holm') {
    let largest = 0;
    rising.forEach((index, rank) => {
      largest = Math.max(largest, Math.min(1, values[index]! * (count - rank)));
      adjusted[index] = largest;
    });
    return adjusted;
  }
  let smallest = 1;
  for (let rank = count - 1; rank >= 0; rank--) {
    const index = rising[rank]!;
    smallest = Math.min(smallest, (values[index]! * count) / (rank + 1));
    adjusted[index] = smallest;
  }
  return adjusted;
}
