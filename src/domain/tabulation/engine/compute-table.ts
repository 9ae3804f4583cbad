import type { CodedData } from '#domain/tabulation/dataset/columns.ts';
import { countBlock, MISSING_IN_BASE, type BlockCounts } from './count-block.ts';
import type { Dataset } from '#domain/tabulation/dataset/dataset.ts';
import { computeFilter, type Bitmap } from './row-filter.ts';
import { adjustedResidual } from '#domain/tabulation/statistics/adjusted-residual.ts';
import type { MissingCounts, Table, TableBlock, TableRow, TableTotal } from '#domain/tabulation/table.ts';
import { getCodedColumn, TableSpecError, type TableSpec } from '#domain/tabulation/table-spec.ts';
import { listUncomputed, type Uncomputed } from './uncomputed.ts';

/** More cells than anybody reads; a specification beyond it is a mistake, not a table. */
const MAX_CELLS = 1_000_000;

/**
 * The table that a specification describes: unweighted counts, bases and shares.
 * @throws TableSpecError when it names columns or codes that the data do not have.
 */
export function computeTable(dataset: Dataset, spec: TableSpec): Table {
  const selected = computeFilter(dataset, spec.filter);
  const uncomputed = listUncomputed(spec);
  const blocks = spec.stub.flatMap((names, stubIndex) => {
    const stub = names.map((name, index) => getCodedColumn(dataset, name, `/stub/${stubIndex}/${index}`));
    return spec.banner.map((name, index) => {
      const banner = getCodedColumn(dataset, name, `/banner/${index}`);
      const cells = stub.reduce(
        (product, column) => product * column.categories.length,
        banner.categories.length,
      );
      if (cells > MAX_CELLS)
        throw new TableSpecError(`/stub/${stubIndex}`, `the block would have ${cells} cells`);
      return {
        ...computeBlock(stub, banner, dataset.rowCount, selected, spec, uncomputed),
        stub: names,
        banner: name,
      };
    });
  });
  return { spec, dataHash: dataset.hash, blocks, notes: uncomputed.notes };
}

function computeBlock(
  stub: readonly CodedData[],
  banner: CodedData,
  rowCount: number,
  selected: Bitmap,
  spec: TableSpec,
  uncomputed: Uncomputed,
): Omit<TableBlock, 'stub' | 'banner'> {
  const counted = countBlock(stub, banner, spec.base, selected, rowCount);
  const order = orderColumns(banner, counted, spec);
  const countsOf = (group: number) =>
    order.map((position) => counted.counts[group * banner.categories.length + position]!);
  const total = { count: countsOf(0), unweightedBase: counted.bases[0]!, missing: missingOf(counted, 0) };
  const isWeighted = uncomputed.isWeighted;
  const rows = listKeys(stub).map((key, index) => {
    const base = counted.bases[index + 1]!;
    return {
      key,
      unweightedBase: base,
      weightedBase: isWeighted ? null : base,
      effectiveBase: isWeighted ? null : base,
      missing: missingOf(counted, index + 1),
    };
  });
  const count = rows.map((_, index) => countsOf(index + 1));
  return {
    kind: banner.kind === 'multiple' ? 'multiple' : 'single',
    rows,
    columns: order.map((position) => banner.categories[position]!.code),
    total,
    count,
    weightedCount: isWeighted ? null : count,
    rowShare: isWeighted
      ? null
      : count.map((cells, row) => cells.map((cell) => share(cell, rows[row]!.unweightedBase))),
    columnShare: isWeighted
      ? null
      : count.map((cells) => cells.map((cell, column) => share(cell, total.count[column]!))),
    ...(spec.tests?.residuals && !isWeighted && { residual: computeResiduals(count, rows, total, stub) }),
    ...uncomputed.members,
  };
}

/**
 * Where everybody is in at most one group, rows are compared with each other's sum: who is in no group is
 * not in the table. Groups that share people are compared with everybody.
 */
function computeResiduals(
  count: readonly number[][],
  rows: readonly TableRow[],
  total: TableTotal,
  stub: readonly CodedData[],
): (number | null)[][] {
  const areApart = stub.every(({ kind }) => kind !== 'multiple');
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
  const everybody = areApart ? sum(rows.map(({ unweightedBase }) => unweightedBase)) : total.unweightedBase;
  const columns = total.count.map((all, column) =>
    areApart ? sum(count.map((cells) => cells[column]!)) : all,
  );
  return count.map((cells, row) =>
    cells.map((cell, column) =>
      adjustedResidual(cell, rows[row]!.unweightedBase, columns[column]!, everybody),
    ),
  );
}

/** Positions of the categories in the order of the columns. */
function orderColumns(banner: CodedData, { counts }: BlockCounts, spec: TableSpec): number[] {
  const positions = banner.categories.map((_, position) => position);
  if (spec.sort !== 'descending' || banner.kind === 'scale') return positions;
  const isPinned = (position: number) => banner.categories[position]!.pinned;
  return [
    ...positions.filter((position) => !isPinned(position)).sort((a, b) => counts[b]! - counts[a]! || a - b),
    ...positions.filter(isPinned),
  ];
}

/** The codes of every combination of the stub's categories, the last column running fastest. */
function listKeys(stub: readonly CodedData[]): string[][] {
  return stub.reduce<string[][]>(
    (keys, column) => keys.flatMap((key) => column.categories.map(({ code }) => [...key, code])),
    [[]],
  );
}

function missingOf({ missing }: BlockCounts, group: number): MissingCounts {
  const from = group * MISSING_IN_BASE;
  const [unanswered = 0, refused = 0, dontKnow = 0, notShown = 0] = missing.subarray(
    from,
    from + MISSING_IN_BASE,
  );
  return { unanswered, refused, dontKnow, notShown };
}

function share(count: number, base: number): number | null {
  return base === 0 ? null : count / base;
}
