import { formatPercent } from '#domain/tabulation/engine/figures.ts';
import type { BarChartData, BarValue } from '#client/charts/bar-data.ts';
import { formatNumber } from '#ui/format.ts';
import { UNANSWERED, type TableView, type ViewRow } from './table-view.ts';

/** More segments than these cannot be told apart in one bar. */
const MAX_SEGMENTS = 8;

/**
 * The chart of a table. One answer each: bars stacked to 100 %, one per group that is shown.
 * Several answers (or too many to stack): a bar for each option, of the total and, where one
 * is chosen, of a group beside it.
 */
export function computeChart(view: TableView, group: string | undefined): BarChartData {
  return isStacked(view) ? computeStacked(view) : computeGrouped(view, group);
}

/** Whether the chart shows every group in a bar of its own. */
export function isStacked(view: TableView): boolean {
  return (
    view.kind === 'single' && view.columns.filter(({ code }) => code !== UNANSWERED).length <= MAX_SEGMENTS
  );
}

function computeStacked(view: TableView): BarChartData {
  const rows = view.rows.filter(({ isHidden }) => !isHidden);
  return {
    layout: 'stacked',
    categories: rows.map(nameWithBase),
    series: view.columns
      .map(({ code, label }, column) => ({
        label,
        isMuted: code === UNANSWERED,
        values: rows.map((row) => valueOf(row, column)),
      }))
      // Options nobody chose stay in the legend; no-answer only where there is some.
      .filter(({ isMuted, values }) => !isMuted || values.some(({ percent }) => percent !== 0)),
  };
}

function computeGrouped(view: TableView, group: string | undefined): BarChartData {
  const shown = view.rows.filter(({ code, isHidden }) => code === undefined || (code === group && !isHidden));
  return {
    layout: 'grouped',
    categories: view.columns.map(({ label }) => label),
    series: shown.map((row) => ({
      label: nameWithBase(row),
      values: view.columns.map((_, column) => valueOf(row, column)),
    })),
  };
}

function nameWithBase({ label, base }: ViewRow): string {
  return `${label} (n=${formatNumber(base)})`;
}

function valueOf(row: ViewRow, column: number): BarValue {
  const { share, count } = row.cells[column]!;
  return { percent: share === null ? null : share * 100, text: formatPercent(count, row.base) };
}
