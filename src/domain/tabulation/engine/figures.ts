/*
 * How tables are written by Japanese practice. Everything is
 * rounded half up from the integer counts: a share stored as a binary fraction can fall on
 * the wrong side of a half.
 */

/** The thresholds of a table's reading aids, in one place. */
export const READING = {
  /** Rows with a smaller base are flagged. */
  flagBelow: 30,
  /** Rows with a smaller base are hidden unless the person asks to see them. */
  hideBelow: 10,
  /** Differences from the total, in percentage points. */
  notablePoints: 5,
  largePoints: 10,
  /** How often a table in which nothing differs may show any mark at all. */
  alpha: 0.05,
} as const;

/** What stands where nobody is. */
export const NONE = '-';

/** How far a group lies from the total: ±1 notable, ±2 large, 0 neither. */
export type DifferenceLevel = -2 | -1 | 0 | 1 | 2;

/** `numerator / denominator` rounded half up (away from zero below it), as an integer. */
function roundHalfUp(numerator: number, denominator: number): number {
  const rounded = Math.floor((2 * Math.abs(numerator) + denominator) / (2 * denominator));
  return numerator < 0 ? -rounded : rounded;
}

/**
 * A share as a percentage with one decimal, without the sign: `38.1`; `0.0` for someone
 * below half a unit, `-` where nobody is or the base is empty.
 */
export function formatPercent(count: number, base: number): string {
  if (base === 0 || count === 0) return NONE;
  return (roundHalfUp(count * 1000, base) / 10).toFixed(1);
}

/** The percentage with one decimal as a number; `null` when the base is empty. */
export function computePercent(count: number, base: number): number | null {
  return base === 0 ? null : roundHalfUp(count * 1000, base) / 10;
}

/** How a group's share differs from the total's, in points with one decimal: `+6.8`, `±0.0`, `-2.4`. */
export function formatPoints(count: number, base: number, totalCount: number, totalBase: number): string {
  if (base === 0 || totalBase === 0) return NONE;
  const tenths = roundHalfUp(1000 * (count * totalBase - totalCount * base), base * totalBase);
  const sign = tenths > 0 ? '+' : tenths < 0 ? '-' : '±';
  return `${sign}${(Math.abs(tenths) / 10).toFixed(1)}`;
}

/** Whether a group's share differs notably from the total's; always 0 where the base is small. */
export function computeDifferenceLevel(
  count: number,
  base: number,
  totalCount: number,
  totalBase: number,
): DifferenceLevel {
  if (base < READING.flagBelow || totalBase === 0) return 0;
  const scaled = 100 * (count * totalBase - totalCount * base);
  const unit = base * totalBase;
  const size =
    Math.abs(scaled) >= READING.largePoints * unit
      ? 2
      : Math.abs(scaled) >= READING.notablePoints * unit
        ? 1
        : 0;
  return (scaled < 0 ? -size : size) as DifferenceLevel;
}
