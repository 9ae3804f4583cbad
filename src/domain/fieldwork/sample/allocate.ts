import type { Allocation, Stratum } from './sample-design.ts';

/** How a sample is spread over strata. */
export interface Spread {
  /** By the strata in their order. */
  sizes: number[];
  /** Whether each stratum has got the minimum that was asked for, or all it has. */
  isMinimumKept: boolean;
}

/**
 * How many are drawn from each stratum: whole numbers that come to the size asked for, or to all there
 * are. Proportional and Neyman allocation by largest remainders, never more than a stratum has (Cochran,
 * Sampling Techniques, 3rd ed., 5.5 and 5.8: what goes beyond a stratum goes to the others in proportion).
 * A minimum for which the size does not suffice is given up for all.
 */
export function allocate(strata: readonly Stratum[], allocation: Allocation): Spread {
  const totals = strata.map(({ total }) => total);
  if (allocation.kind === 'fixed')
    return { sizes: totals.map((total) => Math.min(total, allocation.each)), isMinimumKept: true };
  const size = Math.min(allocation.size, sum(totals));
  const minimums = totals.map((total) => Math.min(total, allocation.minimum));
  const isMinimumKept = sum(minimums) <= size;
  const lowest = isMinimumKept ? minimums : totals.map(() => 0);
  const shares = strata.map(({ key, total }) => total * deviationOf(allocation, key));
  return { sizes: apportion(size, normalise(shares, totals), lowest, totals), isMinimumKept };
}

/** A stratum that differs so much less than another one is as good as one that does not differ at all. */
const NEGLIGIBLE = 1e-9;

/** Shares with 1 as the greatest; those of the other list where nobody has any. */
function normalise(shares: readonly number[], otherwise: readonly number[]): number[] {
  const greatest = Math.max(...shares);
  if (!(greatest > 0)) return [...otherwise];
  return shares.map((share) => (share / greatest < NEGLIGIBLE ? 0 : share / greatest));
}

/** Of a stratum of which nothing is said it is taken for one: as in proportional allocation. */
function deviationOf(allocation: Allocation, key: string): number {
  if (allocation.kind !== 'neyman' || !Object.hasOwn(allocation.deviations, key)) return 1;
  return allocation.deviations[key]!;
}

/** Whole numbers in proportion to shares, within bounds, that come to a size. */
function apportion(
  size: number,
  shares: readonly number[],
  lowest: readonly number[],
  highest: readonly number[],
): number[] {
  const factor = findFactor(size, shares, lowest, highest);
  const exact = shares.map((share, index) => clamp(factor * share, lowest[index]!, highest[index]!));
  // A product of fractions may end a hair below the whole number that it is.
  const sizes = exact.map((value) => Math.floor(value + 1e-9));
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - sizes[index]! }))
    .sort((one, other) => other.remainder - one.remainder || one.index - other.index);
  for (let left = size - sum(sizes); left > 0;) {
    const before = left;
    for (const { index } of byRemainder) {
      if (left === 0 || sizes[index]! >= highest[index]!) continue;
      sizes[index] = sizes[index]! + 1;
      left -= 1;
    }
    if (left === before) break;
  }
  return sizes;
}

/** By which the shares are multiplied so that, within their bounds, they come to the size. */
function findFactor(
  size: number,
  shares: readonly number[],
  lowest: readonly number[],
  highest: readonly number[],
): number {
  const simple = size / sum(shares);
  const reach = (factor: number): number =>
    sum(shares.map((share, index) => clamp(factor * share, lowest[index]!, highest[index]!)));
  if (shares.every((share, index) => isWithin(simple * share, lowest[index]!, highest[index]!)))
    return simple;
  const positive = shares.filter((share) => share > 0);
  let [low, high] = [0, Math.max(...highest) / Math.min(...positive)];
  for (let step = 0; step < 100; step += 1) {
    const middle = (low + high) / 2;
    if (reach(middle) > size) high = middle;
    else low = middle;
  }
  return low;
}

function isWithin(value: number, low: number, high: number): boolean {
  return low <= value && value <= high;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
