import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import { correctGini, giniOf } from './concentration.ts';

/** How sure a measure is: in which range 95 % of the resampled ones lie. */
export interface BootstrapInterval {
  low: number;
  high: number;
  replicates: number;
  seed: number;
}

/**
 * Percentile interval of G′ (Efron 1979): companies drawn anew with replacement, as many as there are, so many times;
 * the 2.5 % and 97.5 % quantiles of what comes out (R: `quantile(t, c(.025, .975), type = 7)`). The same seed gives the
 * same interval everywhere. `null` where there is nothing to draw from.
 *
 * @param counts contacts per company, zeros included
 */
export function bootstrapCorrectedGini(
  counts: readonly number[],
  { replicates, seed }: { replicates: number; seed: number },
): BootstrapInterval | null {
  const n = counts.length;
  const most = counts.reduce((highest, contacts) => Math.max(highest, contacts), 0);
  if (n === 0 || most === 0) return null;
  const random = new SeededRandom(seed);
  const drawn = Int32Array.from(counts);
  const tally = new Int32Array(most + 1);
  const found: number[] = [];
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    tally.fill(0);
    let c = 0;
    for (let each = 0; each < n; each += 1) {
      const contacts = drawn[random.below(n)]!;
      tally[contacts]! += 1;
      c += contacts;
    }
    // A sample of companies without any contact has no coefficient.
    const gini = giniOf(Array.from(tally, (companies, contacts) => ({ contacts, companies })));
    if (gini !== null) found.push(correctGini(gini, n, c));
  }
  if (found.length === 0) return null;
  found.sort((one, other) => one - other);
  return { low: quantile(found, 0.025), high: quantile(found, 0.975), replicates: found.length, seed };
}

/** A quantile of ascending values, in a straight line between its neighbours (R's type 7). */
export function quantile(ascending: readonly number[], probability: number): number {
  const place = (ascending.length - 1) * probability;
  const below = Math.floor(place);
  const low = ascending[below]!;
  return low + (place - below) * ((ascending[below + 1] ?? low) - low);
}
