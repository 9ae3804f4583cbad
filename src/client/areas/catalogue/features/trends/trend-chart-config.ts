import type { Chart, ChartConfiguration, Plugin } from 'chart.js';
import { wrapLabel } from '#client/charts/bar-data.ts';
import type { ChartColours } from '#client/charts/chart-colours.ts';
import { computeSeriesFill } from '#client/charts/series-fill.ts';
import { createMarks, marksPx } from './series-marks.ts';

/** One series of a chart over time. */
export interface TrendSeries {
  label: string;
  /** A few letters that stand at its segment of the newest column, where series are stacked. */
  mark?: string;
  /** Keeps its colour whatever else is shown. */
  fill: number;
  /** In the unit of the axis; `null` draws nothing. */
  values: (number | null)[];
  /** What stands at each value; nothing where it is absent. */
  texts?: string[];
}

/** `stacked` and `grouped` columns along the years, `bars` lying down with long names beside them. */
export interface TrendChartData {
  layout: 'stacked' | 'grouped' | 'bars';
  categories: string[];
  series: TrendSeries[];
  /** What the axis counts in, written above the chart: 件, 億円. */
  unit: string;
  /** What stands above each stack. */
  totals?: string[];
  /** The end of the axis where it is not left to the values. */
  max?: number;
}

export interface TrendChartLook {
  colours: ChartColours;
  fontFamily: string;
  fontSizePx: number;
  /** The widest line of a name beside a lying bar, in full-width characters. */
  maxLabelWidth: number;
}

/** More columns than these leave little room for the years beneath them. */
const CROWDED = 10;

/** Whether a legend has to say which series is which: marks at the segments say it where one looks. */
export function hasLegend({ series }: TrendChartData): boolean {
  return series.length > 1 && series.some(({ mark }) => mark === undefined);
}

/** The Chart.js configuration of columns along the years or of lying bars, with their figures. It does not move. */
export function computeTrendChartConfig(
  data: TrendChartData,
  look: TrendChartLook,
): ChartConfiguration<'bar', (number | null)[], string[]> {
  const { colours, fontSizePx, maxLabelWidth } = look;
  const isLying = data.layout === 'bars';
  const isStacked = data.layout === 'stacked';
  const isCrowded = !isLying && data.categories.length > CROWDED;
  const isWhole = data.series.every(({ values }) =>
    values.every((value) => value === null || Number.isInteger(value)),
  );
  const font = { family: look.fontFamily, size: fontSizePx };
  const categoryAxis = {
    stacked: isStacked,
    border: { color: colours.line },
    grid: { display: false },
    ticks: {
      color: colours.text,
      font: isCrowded ? { ...font, size: fontSizePx - 2 } : font,
      autoSkip: false,
      maxRotation: 0,
    },
  };
  const valueAxis = {
    stacked: isStacked,
    ...(data.max !== undefined && { max: data.max }),
    border: { display: false },
    grid: { color: colours.line },
    ticks: { color: colours.muted, font, maxTicksLimit: 6, ...(isWhole && { precision: 0 }) },
  };
  return {
    type: 'bar',
    data: {
      labels: data.categories.map((label) => (isLying ? wrapLabel(label, maxLabelWidth) : label.split('\n'))),
      datasets: data.series.map(({ label, fill, values }) => ({
        label,
        data: values,
        backgroundColor: computeSeriesFill(fill, colours),
        borderColor: colours.surface,
        borderWidth: isStacked ? { top: 1 } : 0,
        borderSkipped: false,
        barPercentage: 0.92,
        categoryPercentage: isLying ? 0.75 : 0.82,
      })),
    },
    options: {
      indexAxis: isLying ? 'y' : 'x',
      animation: false,
      maintainAspectRatio: false,
      events: [],
      font,
      color: colours.text,
      // Room for the figures behind the longest bar or above the highest column.
      layout: {
        padding: isLying
          ? { right: fontSizePx * 5.5 }
          : { top: fontSizePx * 1.6, right: marksPx(data, look) },
      },
      scales: isLying ? { x: valueAxis, y: categoryAxis } : { x: categoryAxis, y: valueAxis },
      plugins: {
        legend: {
          display: hasLegend(data),
          position: 'bottom',
          align: 'start',
          labels: { color: colours.text, font, boxWidth: 18, boxHeight: 14 },
        },
      },
    },
    plugins: [createFigures(data, look), createMarks(data, look)],
  };
}

/** Writes the totals above the stacks, or each value's text at its bar. */
function createFigures(
  { layout, series, totals }: TrendChartData,
  { colours, fontFamily, fontSizePx }: TrendChartLook,
): Plugin<'bar'> {
  return {
    id: 'figures',
    afterDatasetsDraw(chart: Chart<'bar'>) {
      const { ctx } = chart;
      ctx.save();
      ctx.font = `${fontSizePx - 1}px ${fontFamily}`;
      ctx.textBaseline = 'middle';
      ctx.textAlign = layout === 'bars' ? 'start' : 'center';
      ctx.lineJoin = 'round';
      ctx.lineWidth = 4;
      ctx.strokeStyle = colours.surface;
      ctx.fillStyle = colours.text;
      const write = (text: string | undefined, x: number, y: number): void => {
        if (!text) return;
        // The halo keeps the figure readable on lines and stripes.
        ctx.strokeText(text, x, y);
        ctx.fillText(text, x, y);
      };
      series.forEach(({ values, texts }, index) => {
        chart.getDatasetMeta(index).data.forEach((bar, category) => {
          const { x, y } = bar.getProps(['x', 'y'], true);
          if (layout === 'bars') write(texts?.[category], x + 6, y);
          else if (layout === 'grouped')
            write(texts?.[category], x, y + ((values[category] ?? 0) < 0 ? fontSizePx : -fontSizePx * 0.8));
          else if (index === series.length - 1) write(totals?.[category], x, y - fontSizePx * 0.8);
        });
      });
      ctx.restore();
    },
  };
}
