import type { CodedData } from '#domain/tabulation/dataset/columns.ts';
import type { Progress } from '#domain/tabulation/statistics/monte-carlo.ts';
import type { TableBlock, TableRow, TableTotal } from '#domain/tabulation/table.ts';
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
  const cell = (group: number) => (column: number) => counted.count(group, order[column]!);
  const weight = (group: number) => (column: number) => counted.weight(group, order[column]!);
  const total: TableTotal = {
    ...counted.bases(0),
    count: fill(order.length, cell(0)),
    weightedCount: fill(order.length, weight(0)),
  };
  const rows = listKeys(stub).map((key, index): TableRow => ({ key, ...counted.bases(index + 1) }));
  const count = rows.map((_, row) => fill(order.length, cell(row + 1)));
  const weightedCount = source.weights ? rows.map((_, row) => fill(order.length, weight(row + 1))) : count;
  const shares = {
    rowShare: rows.map(({ weightedBase }, row) =>
      fill(order.length, (column) => share(weightedCount[row]![column]!, weightedBase)),
    ),
    columnShare: rows.map((_, row) =>
      fill(order.length, (column) => share(weightedCount[row]![column]!, total.weightedCount[column]!)),
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
    count,
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

/** A list of so many values, made in one go: tables are made by the hundred. */
function fill<Value>(length: number, valueAt: (index: number) => Value): Value[] {
  const values: Value[] = [];
  for (let index = 0; index < length; index++) values.push(valueAt(index));
  return values;
}
