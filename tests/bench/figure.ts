import { median } from '#tests/support/product.ts';

/** What a figure is counted in; of each the smaller is the better, but of shares the larger. */
export type FigureUnit = 'ms' | 'KiB' | 'MiB' | 'count' | '%' | '×';

/** The middle and the worst of what was measured. */
export interface Spread {
  median: number;
  worst: number;
}

/** One figure against its bar; where others do the same work, with theirs beside it. */
export interface Figure extends Spread {
  name: string;
  unit: FigureUnit;
  /** Absent where the figure is only told. */
  bar?: number;
  peers?: Record<string, Spread>;
}

/** A figure in milliseconds. */
export function timeFigure(name: string, times: readonly number[], barMs?: number): Figure {
  return { name, unit: 'ms', ...computeSpread(name, times), ...(barMs !== undefined && { bar: barMs }) };
}

/** A figure in MiB. */
export function sizeFigure(name: string, sizes: readonly number[], barMib?: number): Figure {
  return { name, unit: 'MiB', ...computeSpread(name, sizes), ...(barMib !== undefined && { bar: barMib }) };
}

/** A figure in percent of what it is compared with, with the least that it has to be. */
export function shareFigure(name: string, percents: readonly number[], barPercent?: number): Figure {
  const { median: middle } = computeSpread(name, percents);
  return {
    name,
    unit: '%',
    median: middle,
    worst: Math.min(...percents),
    ...(barPercent !== undefined && { bar: barPercent }),
  };
}

/**
 * How many times as long as the same on a bare page, or by somebody else, in the same run: each by their median, since a
 * time alone says as much of the machine. The worst is the 95th percentile.
 */
export function ratioFigure(
  name: string,
  times: readonly number[],
  bare: readonly number[],
  bar?: number,
): Figure {
  const reference = median(bare);
  return {
    name,
    unit: '×',
    median: median(times) / reference,
    worst: percentile95(times) / reference,
    ...(bar !== undefined && { bar }),
  };
}

/** By how much the 95th percentile lies beyond that of an empty one, in ms. */
export function beyondFigure(
  name: string,
  times: readonly number[],
  bare: readonly number[],
  barMs: number,
): Figure {
  const beyondMs = percentile95(times) - percentile95(bare);
  return { name, unit: 'ms', median: beyondMs, worst: beyondMs, bar: barMs };
}

/** The value that at most one of twenty lies beyond. */
export function percentile95(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1]!;
}

/** A count; whether it keeps its bar is a matter of right and wrong, not of speed. */
export function countFigure(name: string, count: number, bar?: number): Figure {
  return { name, unit: 'count', median: count, worst: count, ...(bar !== undefined && { bar }) };
}

/** Whether a figure is as good as it has to be; times by their median, counts each time. */
export function keepsBar({ unit, bar, median: middle, worst }: Figure): boolean {
  if (bar === undefined) return true;
  return unit === '%' ? middle >= bar : (unit === 'count' ? worst : middle) <= bar;
}

/** @throws when nothing was measured, so that an empty bench never passes. */
export function computeSpread(name: string, values: readonly number[]): Spread {
  if (values.length === 0) throw new Error(`${name}: nothing was measured`);
  return { median: median(values), worst: Math.max(...values) };
}

/** A figure of ours as a person reads it, in one line. */
export function formatFigure(figure: Figure): string {
  const { name, unit, median: middle, worst, bar } = figure;
  const judged = bar === undefined ? '' : ` (bar ${formatBar(figure)})`;
  return `${name}: median ${formatAmount(middle, unit)}, worst ${formatAmount(worst, unit)}${judged}\n`;
}

/** Figures as a table, a column for each who did the work; times and sizes as median (worst). */
export function formatTable(figures: readonly Figure[]): string {
  const peers = [...new Set(figures.flatMap(({ peers: others = {} }) => Object.keys(others)))];
  const rows = [
    ['', 'Banso', ...peers, 'bar'],
    ...figures.map((figure) => [
      figure.name,
      formatPair(figure, figure.unit),
      ...peers.map((peer) => {
        const spread = figure.peers?.[peer];
        return spread ? formatPair(spread, figure.unit) : '–';
      }),
      formatBar(figure),
    ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column]!))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

function formatBar(figure: Figure): string {
  const { bar, unit } = figure;
  if (bar === undefined) return '';
  return `${formatAmount(bar, unit)}${keepsBar(figure) ? '' : ', MISSED'}`;
}

function formatPair({ median: middle, worst }: Spread, unit: FigureUnit): string {
  return middle === worst
    ? formatAmount(middle, unit)
    : `${formatAmount(middle, unit)} (${formatAmount(worst, unit)})`;
}

function formatAmount(amount: number, unit: FigureUnit): string {
  const figure = (Math.round(amount * 10) / 10).toLocaleString('en', {
    maximumFractionDigits: unit === 'ms' && amount >= 100 ? 0 : 1,
  });
  if (unit === '×') return `${amount.toFixed(2)} ×`;
  return unit === 'count' ? figure : `${figure} ${unit}`;
}
