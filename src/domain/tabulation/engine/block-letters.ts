import { compareShares } from '#domain/tabulation/statistics/column-proportions.ts';
import type { Matrix, TableRow } from '#domain/tabulation/table.ts';
import type { TableTests } from '#domain/tabulation/table-spec.ts';
import type { CountedBlock } from './block-counts.ts';
import { MAX_PAIR_CELLS, sumGroupPairs, sumOptionPairs } from './count-pairs.ts';
import { indexGroups } from './group-index.ts';
import { effectiveSize } from '#domain/tabulation/statistics/effective-size.ts';

type Comparison = NonNullable<TableTests['columnProportions']>;
type Note = (path: string, reason: string) => void;
type Shares = readonly (readonly (number | null)[])[];

/** How much two parts share: Σ₁₂w² / (Σ₁w Σ₂w), unweighted n₁₂/(n₁ n₂). */
type Overlap = (one: number, other: number) => number;

const APART: Overlap = () => 0;
const NOTE_PATH = 'tests.columnProportions';

/** The columns of the banner compared within each row by `columnShare`; `null` where there are too many pairs. */
export function compareColumns(
  counted: CountedBlock,
  order: readonly number[],
  columnShare: Shares,
  { alpha, adjust }: Comparison,
  note: Note,
): Matrix<string> {
  if (isTooMany(columnShare.length, order.length, note, 'columns')) return null;
  const bases = order.map((position) =>
    effectiveSize(counted.weight(0, position), counted.square(0, position)),
  );
  const overlap = columnOverlap(counted, order);
  return columnShare.map((shares) =>
    compareShares(
      shares.map((share, column) => ({ share, base: bases[column]! })),
      overlap,
      alpha,
      adjust,
    ),
  );
}

/** The rows of the stub compared within each column by `rowShare`; `null` where there are too many pairs. */
export function compareRows(
  counted: CountedBlock,
  rows: readonly TableRow[],
  rowShare: Shares,
  { alpha, adjust }: Comparison,
  note: Note,
): Matrix<string> {
  const width = rowShare[0]?.length ?? 0;
  if (isTooMany(width, rows.length, note, 'rows')) return null;
  const overlap = rowOverlap(counted, rows);
  const byColumn = Array.from({ length: width }, (_, column) =>
    compareShares(
      rows.map(({ effectiveBase }, row) => ({ share: rowShare[row]![column]!, base: effectiveBase })),
      overlap,
      alpha,
      adjust,
    ),
  );
  return rows.map((_, row) => byColumn.map((letters) => letters[row]!));
}

function isTooMany(families: number, members: number, note: Note, what: string): boolean {
  const isMany = families * members * members > MAX_PAIR_CELLS;
  if (isMany) note(NOTE_PATH, `too many pairs of ${what}`);
  return isMany;
}

function columnOverlap(counted: CountedBlock, order: readonly number[]): Overlap {
  const { banner, selected, rowCount, weights } = counted.source;
  if (banner.kind !== 'multiple') return APART;
  const width = order.length;
  const size = width * width;
  const squares = weights?.map((weight) => weight * weight);
  // The last code are those whom the filter leaves out.
  const index = counted.index ?? indexGroups([], selected, rowCount);
  const pairs = squares ? sumOptionPairs(index, banner, squares) : counted.optionPairs(index);
  const both = new Float64Array(size);
  for (let code = 0; code <= index.groupCount; code++)
    for (let pair = 0; pair < size; pair++) both[pair]! += pairs[code * size + pair]!;
  return (one, other) => {
    const [a, b] = [order[one]!, order[other]!];
    return both[a * width + b]! / (counted.weight(0, a) * counted.weight(0, b));
  };
}

function rowOverlap({ source, index }: CountedBlock, rows: readonly TableRow[]): Overlap {
  if (index) return APART;
  const { stub, banner, base, selected, rowCount, weights } = source;
  const squares = weights?.map((weight) => weight * weight);
  const both = sumGroupPairs(stub, banner, base, selected, rowCount, squares);
  return (one, other) =>
    both[one * rows.length + other]! / (rows[one]!.weightedBase * rows[other]!.weightedBase);
}
