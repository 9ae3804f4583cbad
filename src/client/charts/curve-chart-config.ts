import type { ChartConfiguration } from 'chart.js';
import type { BarChartLook } from './chart-look.ts';

/** Counts over days, a line each. */
export interface Curves {
  days: readonly string[];
  series: readonly { label: string; values: readonly number[] }[];
}

/** Lines are told apart by their dashes as well as by colour. */
const DASHES = [[], [8, 4], [2, 3], [8, 3, 2, 3], [12, 4]];

/** The Chart.js configuration of counts that grow over days, as steps would: straight from day to day. */
export function computeCurveChartConfig(
  { days, series }: Curves,
  { colours, fontFamily, fontSizePx }: BarChartLook,
): ChartConfiguration<'line', number[], string> {
  const font = { family: fontFamily, size: fontSizePx };
  return {
    type: 'line',
    data: {
      labels: [...days],
      datasets: series.map(({ label, values }, index) => {
        const colour = colours.series[index % colours.series.length]!;
        return {
          label,
          data: [...values],
          borderColor: colour,
          backgroundColor: colour,
          borderDash: DASHES[index % DASHES.length]!,
          borderWidth: 2,
          pointRadius: days.length > 31 ? 0 : 3,
        };
      }),
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      events: [],
      font,
      color: colours.text,
      scales: {
        x: {
          border: { color: colours.line },
          grid: { display: false },
          ticks: { color: colours.text, font, maxRotation: 0, autoSkipPadding: 12 },
        },
        y: {
          min: 0,
          border: { display: false },
          grid: { color: colours.line },
          ticks: { color: colours.muted, font, precision: 0 },
        },
      },
      plugins: {
        legend: {
          display: true,
          align: 'start',
          labels: { color: colours.text, font, boxWidth: 28, boxHeight: 1 },
        },
      },
    },
  };
}
