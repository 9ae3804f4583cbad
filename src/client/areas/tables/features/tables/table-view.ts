import {
  formatPercent,
  formatPoints,
  NONE,
  type DifferenceLevel,
} from '#domain/tabulation/engine/figures.ts';
import { readBlock, type ReadRow } from '#domain/tabulation/engine/read-block.ts';
import type { TableBlock } from '#domain/tabulation/table.ts';
import { formatNumber } from '#ui/format.ts';
import type { Question } from './questions.ts';
import type { CellUnit } from './table-selection.ts';

/** The column of those who gave no answer; no option has this code. */
export const UNANSWERED = '.unanswered';

export interface ViewRow extends ReadRow {
  /** The group's code; the total has none. */
  code: string | undefined;
  label: string;
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
 * Puts a block of at most one attribute into words; what is counted, shared and hidden is the
 * engine's (`readBlock`).
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
  const [total, ...groups] = readBlock(block, base, showsSmall).map((row): ViewRow => {
    const [code] = row.key;
    return { ...row, code, label: code === undefined ? words.total : labelOf(by, code) };
  });
  return {
    kind: block.kind,
    isScale: item.kind === 'scale',
    columns: [
      ...block.columns.map((code) => ({ code, label: labelOf(item, code) })),
      ...(base === 'asked' ? [{ code: UNANSWERED, label: words.unanswered }] : []),
    ],
    rows: [total!, ...groups.filter(({ base: size }) => size > 0)],
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

/** Says by a mark what shading says by colour: arrows, since ▲ is a minus to who reads Japanese accounts. */
export const LEVEL_MARKS: Record<DifferenceLevel, string> = { 2: '↑↑', 1: '↑', 0: '', '-1': '↓', '-2': '↓↓' };
