import { adjustedResidual } from '#domain/tabulation/statistics/adjusted-residual.ts';
import type { Bases } from '#domain/tabulation/table.ts';
import type { CountedBlock } from './block-counts.ts';
import { effectiveSize } from '#domain/tabulation/statistics/effective-size.ts';

/**
 * Adjusted residuals of the cells, of the base that the shares are of: they test the differences that are shown. Where
 * everybody is in at most one group, rows are compared with each other's sum: who is in no group is not in the
 * table. Groups that share people are compared with everybody. Weighted shares are judged as if so many
 * had been asked as the effective base of all says.
 */
export function computeResiduals(
  counted: CountedBlock,
  rows: readonly Bases[],
  order: readonly number[],
): (number | null)[][] {
  const sum = (amount: (group: number) => number) =>
    counted.index ? rows.reduce((all, _, row) => all + amount(row + 1), 0) : amount(0);
  const everybody = sum((group) => counted.baseWeight(group));
  const size = effectiveSize(
    everybody,
    sum((group) => counted.baseSquare(group)),
  );
  const scale = everybody > 0 ? size / everybody : 0;
  const columns = order.map((position) => sum((group) => counted.weight(group, position)));
  return rows.map(({ weightedBase }, row) =>
    order.map((position, column) =>
      adjustedResidual(
        counted.weight(row + 1, position) * scale,
        weightedBase * scale,
        columns[column]! * scale,
        everybody * scale,
      ),
    ),
  );
}
