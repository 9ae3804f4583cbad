import type { MissingCounts, TableBlock } from '#domain/tabulation/table.ts';
import { adjustPValues, normalTwoSidedP } from '#domain/tabulation/statistics/p-values.ts';
import type { TableSpec } from '#domain/tabulation/table-spec.ts';
import { computeDifferenceLevel, READING, type DifferenceLevel } from './figures.ts';

/** A cell as it is read. */
export interface ReadCell {
  count: number;
  /** 0–1; `null` where the base is empty. */
  share: number | null;
  /** How far it lies from the total, where a test bears the difference; 0 anywhere else and in the total. */
  level: DifferenceLevel;
}

/** A group as it is read. */
export interface ReadRow {
  /** One code for each column of the stub group; empty for the total. */
  key: readonly string[];
  base: number;
  /** Too small to be read without care. */
  isSmall: boolean;
  /** Too small to be shown. */
  isHidden: boolean;
  /** In the order of the block's columns; last those without an answer, where they are in the base. */
  cells: ReadCell[];
}

/**
 * A block as a page shows it: the total first, no-answer as the last cell where it is in the
 * base, and groups below the smallest base hidden unless `showsSmall`. Also groups to which
 * nobody belongs are there, with a base of 0.
 */
export function readBlock(block: TableBlock, base: TableSpec['base'], showsSmall: boolean): ReadRow[] {
  const withMissing = (counts: readonly number[], missing: MissingCounts) =>
    base === 'asked'
      ? [...counts, Object.values(missing).reduce((sum, count) => sum + count, 0)]
      : [...counts];
  const totals = withMissing(block.total.count, block.total.missing);
  const totalBase = block.total.unweightedBase;
  const isBorne = findBorneDifferences(block);
  const readRow = (
    key: readonly string[],
    counts: readonly number[],
    rowBase: number,
    row?: number,
  ): ReadRow => {
    const isTotal = key.length === 0;
    return {
      key,
      base: rowBase,
      isSmall: rowBase < READING.flagBelow,
      isHidden: !isTotal && rowBase < READING.hideBelow && !showsSmall,
      cells: counts.map((count, column) => ({
        count,
        share: rowBase === 0 ? null : count / rowBase,
        level:
          row !== undefined && isBorne(row, column)
            ? computeDifferenceLevel(count, rowBase, totals[column]!, totalBase)
            : 0,
      })),
    };
  };
  const groups = block.rows
    .map(({ key, unweightedBase, missing }, index) =>
      readRow(key, withMissing(block.count[index]!, missing), unweightedBase, index),
    )
    // The simple table's one group is the total.
    .filter(({ key }) => key.length > 0);
  return [readRow([], totals, totalBase), ...groups];
}

/**
 * Which cells differ from the total by more than chance: the adjusted residuals of the groups that are
 * large enough to be marked, as one family after Holm, at `READING.alpha`. None where they were not asked for,
 * and none of those without an answer, which is no finding about a group.
 */
function findBorneDifferences({ rows, residual }: TableBlock): (row: number, column: number) => boolean {
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
  const borne = new Set(
    family
      .filter((_, index) => adjusted[index]! < READING.alpha)
      .map(({ row, column }) => `${row},${column}`),
  );
  return (row, column) => borne.has(`${row},${column}`);
}
