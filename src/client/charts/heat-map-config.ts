import type { ChartConfiguration } from 'chart.js';
import { wrapLabel, type BarChartData } from './bar-data.ts';
import { createFigures } from './chart-figures.ts';
import type { BarChartLook } from './chart-look.ts';

/** The faintest field that is told from the ground, and the strongest on which a figure is still read. */
const FAINTEST = 0.06;
const STRONGEST = 0.75;
const HEAD_FONT_PX = 11;

/**
 * A heat map as bars of equal segments, a row for each category and a column for each series: the higher a value, the
 * stronger the one colour, with its figure in the field, so that colour says nothing that is not written.
 */
export function computeHeatMapConfig(
  { categories, series }: BarChartData,
  look: BarChartLook,
): ChartConfiguration<'bar', (number | null)[], string[]> {
  const { colours, fontFamily, fontSizePx, marginPx = 0 } = look;
  const font = { family: fontFamily, size: fontSizePx };
  const most = Math.max(1, ...series.flatMap(({ values }) => values.map(({ percent }) => percent ?? 0)));
  const fill = (percent: number | null): string =>
    percent === null
      ? colours.surface
      : withAlpha(colours.series[0]!, FAINTEST + (STRONGEST - FAINTEST) * (percent / most));
  return {
    type: 'bar',
    data: {
      labels: categories.map((label) => wrapLabel(label, look.maxLabelWidth)),
      datasets: series.map(({ label, values }) => ({
        label,
        data: values.map(() => 1),
        backgroundColor: values.map(({ percent }) => fill(percent)),
        borderColor: colours.surface,
        borderWidth: 1,
        borderSkipped: false,
        barPercentage: 1,
        categoryPercentage: 1,
      })),
    },
    options: {
      indexAxis: 'y',
      animation: false,
      maintainAspectRatio: false,
      events: [],
      font,
      color: colours.text,
      layout: { padding: marginPx },
      scales: {
        x: {
          stacked: true,
          position: 'top',
          min: 0,
          max: series.length,
          border: { display: false },
          grid: { display: false },
          afterBuildTicks(axis) {
            axis.ticks = series.map((_, column) => ({ value: column + 0.5 }));
          },
          ticks: {
            color: colours.text,
            font: { ...font, size: HEAD_FONT_PX },
            autoSkip: false,
            maxRotation: 0,
            callback: (value) =>
              wrapLabel(series[Math.floor(Number(value))]?.label ?? '', headWidthOf(series.length)),
          },
        },
        y: {
          stacked: true,
          border: { display: false },
          grid: { display: false },
          ticks: { color: colours.text, font, autoSkip: false },
        },
      },
      plugins: { legend: { display: false } },
    },
    plugins: [createFigures({ layout: 'heat', categories, series }, { ...look, fontSizePx: HEAD_FONT_PX })],
  };
}

/** The room that the names of the columns take above the fields. */
export function computeHeadHeightPx({ series }: BarChartData): number {
  const lines = series.map(({ label }) => wrapLabel(label, headWidthOf(series.length)).length);
  return Math.max(1, ...lines) * HEAD_FONT_PX * 1.2 + 12;
}

/** In how many full-width characters the name of a column is written: the more columns, the fewer. */
function headWidthOf(columns: number): number {
  return columns > 10 ? 2 : columns > 6 ? 4 : 8;
}

/** A colour as the browser resolves it (`rgb(…)`), let through so far. */
function withAlpha(colour: string, alpha: number): string {
  const channels = /^rgba?\(([^,]+),([^,]+),([^,)]+)/.exec(colour);
  return channels ? `rgba(${channels[1]},${channels[2]},${channels[3]},${alpha.toFixed(3)})` : colour;
}
