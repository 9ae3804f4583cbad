import { NONE } from '#domain/tabulation/engine/figures.ts';
import { roundPercent, type LaidRow, type LaidTable } from '#domain/tabulation/book/lay-out-table.ts';
import type { BarChartData, BarValue } from '#client/charts/bar-data.ts';
import { formatNumber } from '#ui/format.ts';

/** More segments than these cannot be told apart in one bar, more bars do not stand on one page with their table. */
const MAX_SEGMENTS = 8;
const MAX_BARS = 20;

/**
 * The chart of a table: one answer each, bars stacked to 100 %, one a group; several answers, a bar for each in the simple
 * table alone, since it has no room for groups. `undefined` where no such chart fits.
 */
export function chartOfTable(table: LaidTable): BarChartData | undefined {
  if (table.kind === 'number') return undefined;
  const segments = table.columns.filter(({ isUnanswered }) => !isUnanswered).length;
  const rows = table.rows.filter(({ isHidden }) => !isHidden);
  if (table.kind === 'single' && segments <= MAX_SEGMENTS)
    return rows.length > 0 && rows.length <= MAX_BARS ? stack(table, rows) : undefined;
  return table.layout === 'simple' && table.columns.length <= MAX_BARS ? line(table, rows[0]!) : undefined;
}

function stack({ columns }: LaidTable, rows: readonly LaidRow[]): BarChartData {
  return {
    layout: 'stacked',
    categories: rows.map(nameWithBase),
    series: columns
      .map(({ label, isUnanswered }, column) => ({
        label,
        isMuted: isUnanswered,
        values: rows.map((row) => valueOf(row, column)),
      }))
      .filter(({ isMuted, values }) => !isMuted || values.some(({ percent }) => percent !== 0)),
  };
}

function line({ columns }: LaidTable, total: LaidRow): BarChartData {
  return {
    layout: 'grouped',
    categories: columns.map(({ label }) => label),
    series: [{ label: nameWithBase(total), values: columns.map((_, column) => valueOf(total, column)) }],
  };
}

function nameWithBase({ label, base }: LaidRow): string {
  return `${label} (n=${formatNumber(base)})`;
}

function valueOf(row: LaidRow, column: number): BarValue {
  return { percent: row.cells[column]!.percent, text: sayPercent(row, column) };
}

/** A cell's percentage as it is written: one decimal, a dash for nobody. */
export function sayPercent(row: LaidRow, column: number): string {
  const cell = row.cells[column]!;
  const percent = roundPercent(cell, row);
  return percent === null || cell.count === 0 ? NONE : percent.toFixed(1);
}
