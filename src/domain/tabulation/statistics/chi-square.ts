import { degreesOfFreedom, visitCells, type Contingency } from './contingency.ts';
import { chiSquareP } from './p-values.ts';

/** A statistic that is about χ² with `df` degrees of freedom where there is no connection. */
export interface ChiSquare {
  statistic: number;
  df: number;
  p: number;
}

/** Pearson's X² = Σ (O − E)² / E (R: `chisq.test(x, correct = FALSE)`). */
export function pearson(table: Contingency): ChiSquare {
  let statistic = 0;
  visitCells(table, (observed, expected) => (statistic += (observed - expected) ** 2 / expected));
  return judge(table, statistic);
}

/** G² = 2 Σ O ln(O / E), the likelihood ratio (Agresti 2002, 3.2.1). */
export function likelihoodRatio(table: Contingency): ChiSquare {
  let sum = 0;
  visitCells(
    table,
    (observed, expected) => (sum += observed > 0 ? observed * Math.log(observed / expected) : 0),
  );
  // Independence without remainder can come out a hair below 0.
  return judge(table, Math.max(0, 2 * sum));
}

/** Yates' continuity correction of a 2×2 table: min(½, |O − E|) is taken off (R: `chisq.test(x)`); `null` for other tables. */
export function yates(table: Contingency): ChiSquare | null {
  if (degreesOfFreedom(table) !== 1) return null;
  let statistic = 0;
  visitCells(table, (observed, expected) => {
    const distance = Math.abs(observed - expected);
    statistic += (distance - Math.min(0.5, distance)) ** 2 / expected;
  });
  return judge(table, statistic);
}

/** Cochran's rule (1954): the approximation holds where at most a fifth of the expected counts is below 5 and none below 1. */
export function checkExpected(table: Contingency): { expectedBelow5: number; valid: boolean } {
  let below5 = 0;
  let isAnyBelow1 = false;
  visitCells(table, (_, expected) => {
    if (expected < 5) below5++;
    if (expected < 1) isAnyBelow1 = true;
  });
  const cells = table.rowTotals.length * table.columnTotals.length;
  return { expectedBelow5: below5, valid: !isAnyBelow1 && below5 * 5 <= cells };
}

function judge(table: Contingency, statistic: number): ChiSquare {
  const df = degreesOfFreedom(table);
  return { statistic, df, p: chiSquareP(statistic, df) };
}
