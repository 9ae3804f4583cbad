import type { CodedData } from '#domain/tabulation/dataset/columns.ts';
import type { Progress } from '#domain/tabulation/statistics/monte-carlo.ts';
import type { TableBlock, TableRow, TableTotal } from '#domain/tabulation/table.ts';
import type { TableSpec } from '#domain/tabulation/table-spec.ts';
import { CountedBlock, type BlockSource } from './block-counts.ts';
import { computeBlockTests } from './block-tests.ts';
import { compareColumns, compareRows } from './block-letters.ts';
import { computeIntervals } from './block-intervals.ts';
import { computeResiduals } from './block-residuals.ts';

/** What a block is called: its stub group, its banner item, and the codes of its rows. */
export interface BlockNames {
  stub: string[];
  banner: string;
  keys: readonly string[][];
}

/** A block of codes: counts, shares and the statistics that were asked for. */
export function computeBlock(
  source: BlockSource,
  names: BlockNames,
  spec: TableSpec,
  note: (path: string, reason: string) => void,
  progress?: Progress,
): TableBlock {
  const counted = new CountedBlock(source);
  const order = orderColumns(source.banner, counted, spec);
  const block = countCells(counted, names, order);
  if (spec.tests) addStatistics(block, counted, order, spec, note, progress);
  if (spec.suppression) block.hidden = null;
  return block;
}

/** Hundreds of blocks are made in one go: plain lists, and no object copied into another. */
function countCells(
  counted: CountedBlock,
  { stub, banner, keys }: BlockNames,
  order: readonly number[],
): TableBlock {
  const { banner: column, weights } = counted.source;
  // What `bases` gives is nobody else's: it becomes the row.
  const total = counted.bases(0) as TableTotal;
  total.count = counted.listCounts(0, order);
  total.weightedCount = counted.listWeights(0, order);
  const rows = keys.map((key, row): TableRow => {
    const bases = counted.bases(row + 1) as TableRow;
    bases.key = key;
    return bases;
  });
  const count = keys.map((_, row) => counted.listCounts(row + 1, order));
  const weightedCount = weights ? keys.map((_, row) => counted.listWeights(row + 1, order)) : count;
  return {
    stub,
    banner,
    kind: column.kind === 'multiple' ? 'multiple' : 'single',
    rows,
    columns: order.map((position) => column.categories[position]!.code),
    total,
    count,
    weightedCount,
    rowShare: weightedCount.map((cells, row) => listShares(cells, rows[row]!.weightedBase)),
    columnShare: weightedCount.map((cells) => listShares(cells, total.weightedCount)),
  };
}

function addStatistics(
  block: TableBlock,
  counted: CountedBlock,
  order: readonly number[],
  spec: TableSpec,
  note: (path: string, reason: string) => void,
  progress?: Progress,
): void {
  const { residuals, interval, columnProportions, ...tests } = spec.tests ?? {};
  if (residuals) block.residual = computeResiduals(counted, block.rows, order);
  if (interval) {
    const { low, high, total } = computeIntervals(
      interval,
      block.rows,
      block.total,
      block.rowShare,
      spec,
      note,
    );
    Object.assign(block, { low, high });
    Object.assign(block.total, total);
  }
  if (columnProportions) {
    block.letters = compareColumns(counted, order, block.columnShare, columnProportions, note);
    block.rowLetters = compareRows(counted, block.rows, block.rowShare, columnProportions, note);
  }
  const results = computeBlockTests(counted, order, tests, note, progress);
  if (results) block.tests = results;
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

/** Shares of one base or of one for each cell; `null` where it is empty. */
function listShares(cells: readonly number[], bases: number | readonly number[]): (number | null)[] {
  const shares: (number | null)[] = [];
  for (let at = 0; at < cells.length; at++) {
    const base = typeof bases === 'number' ? bases : bases[at]!;
    shares.push(base === 0 ? null : cells[at]! / base);
  }
  return shares;
}
