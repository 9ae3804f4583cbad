import { degreesOfFreedom, type Contingency } from './contingency.ts';

/** Cramér's V = √(X² / (n (min(r, c) − 1))): 0 no connection, 1 each group all of one answer (Cramér 1946). */
export function cramersV({ rowTotals, columnTotals, total }: Contingency, chiSquare: number): number {
  // Rounding must not lift a perfect connection above 1.
  return Math.min(1, Math.sqrt(chiSquare / (total * (Math.min(rowTotals.length, columnTotals.length) - 1))));
}

/**
 * V without the upward bias of small samples (Bergsma 2013: φ² less its expectation, r and c shrunk);
 * `null` where the sample is too small for the correction to leave anything.
 *
 * @param n how many were asked; of a weighted table the effective base
 */
export function correctedCramersV(table: Contingency, chiSquare: number, n: number): number | null {
  if (!(n > 1)) return null;
  const shrink = (size: number) => size - (size - 1) ** 2 / (n - 1);
  const phi2 = Math.max(0, chiSquare / table.total - degreesOfFreedom(table) / (n - 1));
  const size = Math.min(shrink(table.rowTotals.length), shrink(table.columnTotals.length)) - 1;
  return size > 0 ? Math.min(1, Math.sqrt(phi2 / size)) : null;
}
