import { adjustPValues, normalTwoSidedP } from '#domain/tabulation/statistics/p-values.ts';
import {
  testMeanDifference,
  type PairedNumbers,
  type SampleMean,
} from '#domain/tabulation/statistics/mean-difference.ts';
import { computeDifferenceLevel, READING, type DifferenceLevel } from './figures.ts';
import type { PairedAnswers } from './wave-overlap.ts';

/** Below as many answers that are not the same in both waves the normal distribution is no measure of a pair (Agresti 2002, 10.1.1). */
const LEAST_CHANGED = 10;

/** A group in one wave. */
export interface WaveGroup {
  base: number;
  weightedBase: number;
  effectiveBase: number;
  cells: readonly { weight: number; share: number | null }[];
}

/** Who is in a group in both waves, and how they answered; cells in the order of the group's. */
export interface SharedAnswers {
  pairs: number;
  cells: readonly PairedAnswers[];
}

/** The same group in two waves. `shared` are those who are known to be in both; without it nobody is. */
export interface WavePair {
  later: WaveGroup;
  earlier: WaveGroup;
  shared?: SharedAnswers | undefined;
}

/** How a cell has changed from one wave to the next. */
export interface Change {
  /** After the correction for all cells that are compared (Holm); `null` where no test was made. */
  p: number | null;
  /** How far, where the test bears it. */
  level: DifferenceLevel;
}

/**
 * Whether shares have changed between two waves: z with the pooled share p̂ and the covariance of those who are in both,
 * p̂(1 − p̂)(1/n₁ + 1/n₂) − 2 Σ(y₁ − p̂)(y₂ − p̂)/(n₁n₂), the sum over them, n the effective bases (Choi and Stablein 1982;
 * Derrick, Dobson-Mckittrick, Toher and White 2015, for partially overlapping samples). Where nobody is in both this is
 * R's `prop.test(c(x1, x2), c(n1, n2), correct = FALSE)`, where all are it is McNemar's test,
 * `mcnemar.test(x, correct = FALSE)`. All cells of all pairs are one family after Holm. Groups below
 * `READING.flagBelow` in either wave are not tested. Of few changed answers the covariance is not taken off.
 *
 * @param pairs the same group in the later and the earlier wave; its cells stand in the same order
 */
export function testChanges(pairs: readonly WavePair[]): Change[][] {
  const tested = pairs.flatMap(({ later, earlier, shared }, pair) =>
    Math.min(later.base, earlier.base) < READING.flagBelow
      ? []
      : later.cells.flatMap(({ share }, cell) => {
          const z = compare(
            share,
            later.effectiveBase,
            earlier.cells[cell]?.share ?? null,
            earlier.effectiveBase,
            (pooled) => shared && sumProducts(shared, cell, pooled),
          );
          return z === null ? [] : [{ pair, cell, p: normalTwoSidedP(z) }];
        }),
  );
  const adjusted = adjustPValues(
    tested.map(({ p }) => p),
    'holm',
  );
  const changes = pairs.map(({ later }) => later.cells.map((): Change => ({ p: null, level: 0 })));
  tested.forEach(({ pair, cell }, index) => {
    const { later, earlier } = pairs[pair]!;
    const p = adjusted[index]!;
    changes[pair]![cell] = {
      p,
      level:
        p < READING.alpha
          ? computeDifferenceLevel(
              later.cells[cell]!.weight,
              later.weightedBase,
              earlier.cells[cell]!.weight,
              earlier.weightedBase,
            )
          : 0,
    };
  });
  return changes;
}

/** An average of a group in one wave: of how many people it is, and how far their numbers are apart. */
export interface WaveAverage {
  mean: number | null;
  sd: number | null;
  n: number;
}

/** The same average of the same group in two waves. `shared` are those who are known to be in both. */
export interface AveragePair {
  later: WaveAverage;
  earlier: WaveAverage;
  shared?: PairedNumbers | undefined;
}

/**
 * Whether averages have changed between two waves (`testMeanDifference`), all of them one family after Holm. Those of fewer
 * than `READING.flagBelow` people in either wave are not tested. How far an average has changed is said by itself: the
 * level says the direction alone.
 */
export function testAverageChanges(pairs: readonly AveragePair[]): Change[] {
  const tested = pairs.flatMap(({ later, earlier, shared }, index) => {
    const one = toSample(later);
    const other = toSample(earlier);
    const difference = one && other && testMeanDifference(one, other, shared);
    return difference ? [{ index, ...difference }] : [];
  });
  const adjusted = adjustPValues(
    tested.map(({ p }) => p),
    'holm',
  );
  const changes = pairs.map((): Change => ({ p: null, level: 0 }));
  tested.forEach(({ index, t }, at) => {
    const p = adjusted[at]!;
    changes[index] = { p, level: p < READING.alpha ? (t > 0 ? 1 : -1) : 0 };
  });
  return changes;
}

function toSample({ mean, sd, n }: WaveAverage): SampleMean | undefined {
  return mean === null || sd === null || n < READING.flagBelow ? undefined : { mean, sd, n };
}

/** @param products Σ(y₁ − p̂)(y₂ − p̂) over those who are in both */
function compare(
  one: number | null,
  n1: number,
  other: number | null,
  n2: number,
  products: (pooled: number) => number | undefined,
): number | null {
  if (one === null || other === null || n1 === 0 || n2 === 0) return null;
  const pooled = (one * n1 + other * n2) / (n1 + n2);
  const apart = pooled * (1 - pooled) * (1 / n1 + 1 / n2);
  const paired = apart - (2 * (products(pooled) ?? 0)) / (n1 * n2);
  const variance = paired * n1 * n2 < LEAST_CHANGED ? Math.max(apart, paired) : paired;
  return variance <= 0 ? null : (one - other) / Math.sqrt(variance);
}

function sumProducts({ pairs, cells }: SharedAnswers, cell: number, pooled: number): number {
  const { later, earlier, both } = cells[cell] ?? { later: 0, earlier: 0, both: 0 };
  return both - pooled * (later + earlier) + pairs * pooled * pooled;
}
