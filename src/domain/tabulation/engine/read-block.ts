import type { MissingCounts, TableBlock, TableRow, TableTotal } from '#domain/tabulation/table.ts';
import type { Average } from '#domain/tabulation/statistics/average.ts';
import { adjustPValues, normalTwoSidedP } from '#domain/tabulation/statistics/p-values.ts';
import type { TableSpec } from '#domain/tabulation/table-spec.ts';
import { computeDifferenceLevel, READING, type DifferenceLevel } from './figures.ts';

/** A cell as it is read. */
export interface ReadCell {
  /** How many people. */
  count: number;
  /** Their weight: as many in a table without weights. */
  weight: number;
  /** 0–1, of the row's (weighted) base; `null` where that is empty. */
  share: number | null;
  /** 0–1, of the column's total; `null` where nobody chose it, and of those without an answer. */
  columnShare: number | null;
  /**
   * The probability to see such a difference from the total where there is none, corrected for all cells of the block
   * that are tested with it (Holm); `null` where no test was made.
   */
  p: number | null;
  /** How far it lies from the total, where a test bears the difference; 0 anywhere else and in the total. */
  level: DifferenceLevel;
  /** The other groups whose share is smaller by a test; empty where that was not asked for. */
  letters: string;
}

/** A group as it is read. */
export interface ReadRow {
  /** One code for each column of the stub group; empty for the total. */
  key: readonly string[];
  /** Its place among the rows of the block; the total has none. */
  position: number | undefined;
  /** How many people. */
  base: number;
  /** Their weight, and as how many they count in a test. */
  weightedBase: number;
  effectiveBase: number;
  /** Too small to be read without care. */
  isSmall: boolean;
  /** Too small to be shown. */
  isHidden: boolean;
  /** In the order of the block's columns; last those without an answer, where they are in the base. */
  cells: ReadCell[];
  /** Of a number: its average. */
  average: Partial<Average>;
}

/**
 * A block as a page shows it: the total first, no-answer as the last cell where it is in the
 * base, and groups below the smallest base hidden unless `showsSmall`. Also groups to which
 * nobody belongs are there, with a base of 0.
 */
export function readBlock(block: TableBlock, base: TableSpec['base'], showsSmall: boolean): ReadRow[] {
  const hasMissing = base === 'asked' && block.kind !== 'number';
  const ps = testDifferences(block);
  const total = readWeights(block.total, block.total.count, block.total.weightedCount, hasMissing);
  const readRow = (
    key: readonly string[],
    row: TableRow | TableTotal,
    { counts, weights }: ReturnType<typeof readWeights>,
    position?: number,
  ): ReadRow => {
    const { unweightedBase, weightedBase, effectiveBase } = row;
    const { mean, sd, low, high, averageBase } = row;
    return {
      key,
      position,
      base: unweightedBase,
      weightedBase,
      effectiveBase,
      isSmall: unweightedBase < READING.flagBelow,
      isHidden: position !== undefined && unweightedBase < READING.hideBelow && !showsSmall,
      average: { ...(mean !== undefined && { mean, sd, low, high, averageBase }) },
      cells: counts.map((count, column): ReadCell => {
        const weight = weights[column]!;
        const p = (position === undefined ? undefined : ps[position]?.[column]) ?? null;
        const columnTotal = column < block.columns.length ? block.total.weightedCount[column]! : 0;
        return {
          count,
          weight,
          share: weightedBase === 0 ? null : weight / weightedBase,
          columnShare: columnTotal === 0 ? null : weight / columnTotal,
          p,
          level:
            p !== null && p < READING.alpha && unweightedBase >= READING.flagBelow
              ? computeDifferenceLevel(weight, weightedBase, total.weights[column]!, block.total.weightedBase)
              : 0,
          letters: (position === undefined ? undefined : block.rowLetters?.[position]?.[column]) ?? '',
        };
      }),
    };
  };
  const groups = block.rows
    .map((row, position) =>
      readRow(
        row.key,
        row,
        readWeights(row, block.count[position]!, block.weightedCount[position]!, hasMissing),
        position,
      ),
    )
    // The simple table's one group is the total.
    .filter(({ key }) => key.length > 0);
  return [readRow([], block.total, total), ...groups];
}

/** People and weights of the columns, with those without an answer behind them. */
function readWeights(
  { missing, weightedMissing }: { missing: MissingCounts; weightedMissing?: number },
  count: readonly number[],
  weightedCount: readonly number[],
  hasMissing: boolean,
): { counts: number[]; weights: number[] } {
  if (!hasMissing) return { counts: [...count], weights: [...weightedCount] };
  const silent = Object.values(missing).reduce((sum, each) => sum + each, 0);
  return { counts: [...count, silent], weights: [...weightedCount, weightedMissing ?? silent] };
}

/**
 * How likely differences from the total are by chance: the adjusted residuals of the groups that are large enough to be
 * marked, as one family after Holm. None where they were not asked for, and none of those without an answer, which is
 * no finding about a group.
 */
function testDifferences({ rows, residual }: TableBlock): (number | null)[][] {
  const family = rows.flatMap(({ unweightedBase }, row) =>
    unweightedBase < READING.flagBelow
      ? []
      : (residual?.[row] ?? []).flatMap((value, column) =>
          value === null ? [] : { row, column, p: normalTwoSidedP(value) },
        ),
  );
  const adjusted = adjustPValues(
    family.map(({ p }) => p),
    'holm',
  );
  const ps: (number | null)[][] = rows.map(() => []);
  family.forEach(({ row, column }, index) => (ps[row]![column] = adjusted[index]!));
  return ps;
}
