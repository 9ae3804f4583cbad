import {
  agrestiCoull,
  finiteSampleSize,
  wilson,
  type Interval,
} from '#domain/tabulation/statistics/proportion-interval.ts';
import type { Bases, TableBlock, TableRow, TableTotal } from '#domain/tabulation/table.ts';
import type { TableSpec, TableTests } from '#domain/tabulation/table-spec.ts';

const METHODS = { wilson, agrestiCoull };

/**
 * 95 % intervals of the row shares and of the total's, n = `effectiveBase`, drawn from the population where one is given.
 * The population is that of all, also for a group, of which nobody knows how many there are: its interval is
 * rather too wide.
 */
export function computeIntervals(
  method: NonNullable<TableTests['interval']>,
  rows: readonly TableRow[],
  total: Omit<TableTotal, 'shareLow' | 'shareHigh'>,
  rowShare: readonly (readonly (number | null)[])[],
  { population }: TableSpec,
  note: (path: string, reason: string) => void,
): Pick<TableBlock, 'low' | 'high'> & { total: Pick<TableTotal, 'shareLow' | 'shareHigh'> } {
  if (population && total.unweightedBase > population) {
    note('tests.interval', `more people (${total.unweightedBase}) than the population (${population})`);
    return { low: null, high: null, total: { shareLow: null, shareHigh: null } };
  }
  const intervalOf = (share: number | null, { effectiveBase: n }: Bases): Interval | null =>
    share === null || n === 0
      ? null
      : METHODS[method](share, population ? finiteSampleSize(n, population) : n);
  const cells = rowShare.map((shares, row) => shares.map((share) => intervalOf(share, rows[row]!)));
  const totals = total.weightedCount.map((weight) =>
    intervalOf(total.weightedBase === 0 ? null : weight / total.weightedBase, total),
  );
  const low = (interval: Interval | null) => interval?.low ?? null;
  const high = (interval: Interval | null) => interval?.high ?? null;
  return {
    low: cells.map((row) => row.map(low)),
    high: cells.map((row) => row.map(high)),
    total: { shareLow: totals.map(low), shareHigh: totals.map(high) },
  };
}
