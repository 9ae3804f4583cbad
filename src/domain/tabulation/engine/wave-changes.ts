import { adjustPValues, normalTwoSidedP } from '#domain/tabulation/statistics/p-values.ts';
import { computeDifferenceLevel, READING, type DifferenceLevel } from './figures.ts';

/** A group in one wave. */
export interface WaveGroup {
  base: number;
  weightedBase: number;
  effectiveBase: number;
  cells: readonly { weight: number; share: number | null }[];
}

/** How a cell has changed from one wave to the next. */
export interface Change {
  /** After the correction for all cells that are compared (Holm); `null` where no test was made. */
  p: number | null;
  /** How far, where the test bears it. */
  level: DifferenceLevel;
}

/**
 * Whether shares have changed between two waves, which are samples apart: z with the pooled share,
 * p̂(1 − p̂)(1/n₁ + 1/n₂), n the effective bases (R: `prop.test(c(x1, x2), c(n1, n2), correct = FALSE)`), all cells of all
 * pairs as one family after Holm. Groups below `READING.flagBelow` in either wave are not tested.
 *
 * @param pairs the same group in the later and the earlier wave; its cells stand in the same order
 */
export function testChanges(pairs: readonly { later: WaveGroup; earlier: WaveGroup }[]): Change[][] {
  const tested = pairs.flatMap(({ later, earlier }, pair) =>
    Math.min(later.base, earlier.base) < READING.flagBelow
      ? []
      : later.cells.flatMap(({ share }, cell) => {
          const z = compare(
            share,
            later.effectiveBase,
            earlier.cells[cell]?.share ?? null,
            earlier.effectiveBase,
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

function compare(one: number | null, n1: number, other: number | null, n2: number): number | null {
  if (one === null || other === null || n1 === 0 || n2 === 0) return null;
  const pooled = (one * n1 + other * n2) / (n1 + n2);
  const variance = pooled * (1 - pooled) * (1 / n1 + 1 / n2);
  return variance <= 0 ? null : (one - other) / Math.sqrt(variance);
}
