import type { CodedData } from '#domain/tabulation/dataset/columns.ts';
import type { Progress } from '#domain/tabulation/statistics/monte-carlo.ts';
import type { TableBlock } from '#domain/tabulation/table.ts';
import type { TableSpec } from '#domain/tabulation/table-spec.ts';
import { CountedBlock, type BlockSource } from './block-counts.ts';
import { computeBlockTests } from './block-tests.ts';
import { compareColumns, compareRows } from './block-letters.ts';
import { computeIntervals } from './block-intervals.ts';
import { computeResiduals } from './block-residuals.ts';
import { listKeys } from './keys.ts';

/** The part of a block that follows from its counts. */
export function computeBlock(
  source: BlockSource,
  spec: TableSpec,
  note: (path: string, reason: string) => void,
  progress?: Progress,
): Omit<TableBlock, 'stub' | 'banner'> {
  const { stub, banner } = source;
  const counted = new CountedBlock(source);
  const order = orderColumns(banner, counted, spec);
  const total = {
    ...counted.bases(0),
    count: order.map((position) => counted.count(0, position)),
    weightedCount: order.map((position) => counted.weight(0, position)),
  };
  const rows = listKeys(stub).map((key, index) => ({ key, ...counted.bases(index + 1) }));
  const weightedCount = rows.map((_, row) => order.map((position) => counted.weight(row + 1, position)));
  const shares = {
    rowShare: weightedCount.map((cells, row) => cells.map((cell) => share(cell, rows[row]!.weightedBase))),
    columnShare: weightedCount.map((cells) =>
      cells.map((cell, column) => share(cell, total.weightedCount[column]!)),
    ),
  };
  const wanted = spec.tests ?? {};
  const intervals =
    wanted.interval && computeIntervals(wanted.interval, rows, total, shares.rowShare, spec, note);
  const tests = computeBlockTests(counted, order, wanted, note, progress);
  return {
    kind: banner.kind === 'multiple' ? 'multiple' : 'single',
    rows,
    columns: order.map((position) => banner.categories[position]!.code),
    total: { ...total, ...intervals?.total },
    count: rows.map((_, row) => order.map((position) => counted.count(row + 1, position))),
    weightedCount,
    ...shares,
    ...(wanted.residuals && { residual: computeResiduals(counted, rows, order) }),
    ...(intervals && { low: intervals.low, high: intervals.high }),
    ...(wanted.columnProportions && {
      letters: compareColumns(counted, order, shares.columnShare, wanted.columnProportions, note),
      rowLetters: compareRows(counted, rows, shares.rowShare, wanted.columnProportions, note),
    }),
    ...(spec.suppression && { hidden: null }),
    ...(tests && { tests }),
  };
}

/** Positions of the categories in the order of the columns. */
function orderColumns(banner: CodedData, counted: CountedBlock, spec: TableSpec): number[] {
  const positions = banner.categories.map((_, position) => position);
  if (spec.sort !== 'descending' || banner.kind === 'scale') return positions;
  const isPinned = (position: number) => banner.categories[position]!.pinned;
  const frequency = (position: number) => counted.weight(0, position);
  return [
    ...positions
      .filter((position) => !isPinned(position))
      .sort((a, b) => frequency(b) - frequency(a) || a - b),
    ...positions.filter(isPinned),
  ];
}

function share(part: number, base: number): number | null {
  return base === 0 ? null : part / base;
}
