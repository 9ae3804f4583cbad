import { formatPercent } from '#domain/tabulation/engine/figures.ts';
import type { BarChartData, BarValue } from '#client/charts/bar-data.ts';
import { formatNumber } from '#ui/format.ts';
import type { TableSelection } from './table-selection.ts';
import { formatCell, UNANSWERED, type TableView, type ViewRow, type ViewSection } from './table-view.ts';

/** More segments than these cannot be told apart in one bar. */
const MAX_SEGMENTS = 8;

/**
 * The chart of one question of a table. One answer each: bars stacked to 100 %, one per group that is shown.
 * Several answers (or too many to stack): a bar for each option, of the total and, where one is chosen, of a group
 * beside it. As a heat map: a field for each group and answer. Averages: a bar for each group, or for each of several.
 */
export function computeChart(
  view: TableView,
  at: number,
  { chart, group }: Pick<TableSelection, 'chart' | 'group'>,
): BarChartData {
  const section = view.sections[at]!;
  if (section.kind === 'number') return computeAverages(view, at);
  if (chart === 'heat' && view.groups.length > 0) return computeHeat(view, at);
  return isStacked(section) ? computeStacked(view, at) : computeGrouped(view, at, group);
}

/** A question over surveys, the earliest first: a line for each answer, of everybody. */
export function computeLines(view: TableView, at: number): BarChartData {
  const surveys = (view.groups[0]?.rows ?? []).slice().reverse();
  return {
    layout: 'lines',
    categories: surveys.map((row) => nameWithBase(row, at)),
    series: view.sections[at]!.columns.map(({ code, label }, column) => ({
      label,
      isMuted: code === UNANSWERED,
      values: surveys.map((row) => valueOf(row, at, column)),
    })).filter(({ values }) => values.some(({ percent }) => percent !== null && percent > 0)),
  };
}

/** Whether the chart of a question shows every group in a bar of its own. */
export function isStacked({ kind, columns }: ViewSection): boolean {
  return kind === 'single' && columns.filter(({ code }) => code !== UNANSWERED).length <= MAX_SEGMENTS;
}

function listShown(view: TableView, at: number): ViewRow[] {
  // Of several surveys everybody, in a row for each, the earliest first.
  if (view.isTotalGrouped)
    return (view.groups[0]?.rows ?? []).filter(({ parts }) => !parts[at]!.isHidden).reverse();
  return [view.total, ...view.groups.flatMap(({ rows }) => rows)].filter(({ parts }) => !parts[at]!.isHidden);
}

function computeStacked(view: TableView, at: number): BarChartData {
  const rows = listShown(view, at);
  return {
    layout: 'stacked',
    categories: rows.map((row) => nameWithBase(row, at)),
    series: view.sections[at]!.columns.map(({ code, label }, column) => ({
      label,
      isMuted: code === UNANSWERED,
      values: rows.map((row) => valueOf(row, at, column)),
    }))
      // Options nobody chose stay in the legend; no-answer only where there is some.
      .filter(({ isMuted, values }) => !isMuted || values.some(({ percent }) => percent !== 0)),
  };
}

function computeHeat(view: TableView, at: number): BarChartData {
  const rows = listShown(view, at);
  return {
    layout: 'heat',
    categories: rows.map((row) => nameWithBase(row, at)),
    series: view.sections[at]!.columns.map(({ label }, column) => ({
      label,
      values: rows.map((row) => valueOf(row, at, column)),
    })),
  };
}

function computeGrouped(view: TableView, at: number, group: string | undefined): BarChartData {
  const shown = listShown(view, at).filter(
    ({ isTotal, key }) => isTotal || (key.length === 1 && key[0] === group),
  );
  return {
    layout: 'grouped',
    categories: view.sections[at]!.columns.map(({ label }) => label),
    series: shown.map((row) => ({
      label: nameWithBase(row, at),
      values: view.sections[at]!.columns.map((_, column) => valueOf(row, at, column)),
    })),
  };
}

/** Means as bars of their own length: of a number one for each group, of several numbers one for each. */
function computeAverages(view: TableView, at: number): BarChartData {
  const section = view.sections[at]!;
  const isOne = section.question.kind === 'number';
  const rows = isOne ? listShown(view, at) : [view.total];
  const meanOf = (row: ViewRow, column: number): BarValue => {
    const part = row.parts[at]!;
    return {
      percent: part.cells[column]!.average?.mean ?? null,
      text: formatCell(view.total.parts[at]!, part, column, 'percent'),
    };
  };
  return {
    layout: 'plain',
    categories: isOne ? rows.map((row) => nameWithBase(row, at)) : section.columns.map(({ label }) => label),
    series: [
      {
        label: section.question.shortLabel,
        values: isOne
          ? rows.map((row) => meanOf(row, 0))
          : section.columns.map((_, column) => meanOf(view.total, column)),
      },
    ],
  };
}

function nameWithBase({ label, parts }: ViewRow, at: number): string {
  return `${label} (n=${formatNumber(parts[at]!.base)})`;
}

function valueOf({ parts }: ViewRow, at: number, column: number): BarValue {
  const { weightedBase, cells } = parts[at]!;
  const { share, weight } = cells[column]!;
  return { percent: share === null ? null : share * 100, text: formatPercent(weight, weightedBase) };
}
