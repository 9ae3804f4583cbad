import {
  computeDifferenceLevel,
  formatPercent,
  formatPoints,
  NONE,
  READING,
  type DifferenceLevel,
} from '#domain/tabulation/engine/figures.ts';
import type { MissingCounts, TableBlock } from '#domain/tabulation/table.ts';
import { formatNumber } from '#ui/format.ts';
import type { Question } from './questions.ts';
import type { CellUnit } from './table-selection.ts';

/** The column of those who gave no answer; no option has this code. */
export const UNANSWERED = '.unanswered';

export interface ViewCell {
  count: number;
  /** 0–1; `null` where the base is empty. */
  share: number | null;
  level: DifferenceLevel;
}

export interface ViewRow {
  /** The group's code; the total has none. */
  code: string | undefined;
  label: string;
  base: number;
  /** Too small to be read without care. */
  isSmall: boolean;
  /** Too small to be shown. */
  isHidden: boolean;
  cells: ViewCell[];
}

/** A block as it is read: labels, the total first, no-answer last. */
export interface TableView {
  kind: TableBlock['kind'];
  isScale: boolean;
  columns: { code: string; label: string }[];
  rows: ViewRow[];
  /** Groups to which nobody belongs; they are not among the rows. */
  emptyGroups: string[];
  /** How many in the base could not be shown the question, since their app was too old. */
  notShownCount: number;
}

export interface ViewWords {
  total: string;
  unanswered: string;
}

/**
 * Prepares a block of at most one attribute for reading. No-answer stands as the last column
 * when it is in the base; groups below the smallest base are hidden unless `showsSmall`.
 */
export function computeView(
  block: TableBlock,
  item: Question,
  by: Question | undefined,
  base: 'asked' | 'answered',
  showsSmall: boolean,
  words: ViewWords,
): TableView {
  const labelOf = (question: Question | undefined, code: string | undefined) =>
    question?.categories.find((category) => category.code === code)?.label ?? code ?? '';
  const withMissing = (counts: readonly number[], missing: MissingCounts) =>
    base === 'asked'
      ? [...counts, Object.values(missing).reduce((sum, count) => sum + count, 0)]
      : [...counts];
  const totals = withMissing(block.total.count, block.total.missing);
  const totalBase = block.total.unweightedBase;

  const rowOf = (
    code: string | undefined,
    label: string,
    counts: readonly number[],
    rowBase: number,
  ): ViewRow => ({
    code,
    label,
    base: rowBase,
    isSmall: rowBase < READING.flagBelow,
    isHidden: code !== undefined && rowBase < READING.hideBelow && !showsSmall,
    cells: counts.map((count, column) => ({
      count,
      share: rowBase === 0 ? null : count / rowBase,
      level: code === undefined ? 0 : computeDifferenceLevel(count, rowBase, totals[column]!, totalBase),
    })),
  });
  const groups = by
    ? block.rows.map((row, index) => {
        const code = row.key[0]!;
        return rowOf(
          code,
          labelOf(by, code),
          withMissing(block.count[index]!, row.missing),
          row.unweightedBase,
        );
      })
    : [];
  return {
    kind: block.kind,
    isScale: item.kind === 'scale',
    columns: [
      ...block.columns.map((code) => ({ code, label: labelOf(item, code) })),
      ...(base === 'asked' ? [{ code: UNANSWERED, label: words.unanswered }] : []),
    ],
    rows: [rowOf(undefined, words.total, totals, totalBase), ...groups.filter(({ base: size }) => size > 0)],
    emptyGroups: groups.filter(({ base: size }) => size === 0).map(({ label }) => label),
    notShownCount: block.total.missing.notShown,
  };
}

/** A cell's text in the chosen unit. */
export function formatCell(view: TableView, row: ViewRow, column: number, unit: CellUnit): string {
  const { count } = row.cells[column]!;
  if (unit === 'count') return count === 0 ? NONE : formatNumber(count);
  const total = view.rows[0]!;
  if (unit === 'points' && row !== total)
    return formatPoints(count, row.base, total.cells[column]!.count, total.base);
  return formatPercent(count, row.base);
}

/** Says by a mark what shading says by colour. */
export const LEVEL_MARKS: Record<DifferenceLevel, string> = { 2: '▲▲', 1: '▲', 0: '', '-1': '▽', '-2': '▽▽' };
