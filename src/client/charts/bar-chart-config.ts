import type { ChartConfiguration } from 'chart.js';
import { wrapLabel, type BarChartData } from './bar-data.ts';
import type { BarChartLook } from './chart-look.ts';
import { createFigures } from './chart-figures.ts';
import { computeSeriesFill } from './series-fill.ts';

/** The Chart.js configuration of horizontal percentage bars with their figures written beside or in them. */
export function computeBarChartConfig(
  data: BarChartData,
  look: BarChartLook,
): ChartConfiguration<'bar', (number | null)[], string[]> {
  const { colours } = look;
  const isStacked = data.layout === 'stacked';
  const unit = data.layout === 'plain' ? '' : '%';
  const { marginPx = 0 } = look;
  const font = { family: look.fontFamily, size: look.fontSizePx };
  return {
    type: 'bar',
    data: {
      labels: data.categories.map((label) => wrapLabel(label, look.maxLabelWidth)),
      datasets: data.series.map(({ label, isMuted, values }, index) => ({
        label,
        data: values.map(({ percent }) => percent),
        backgroundColor: isMuted ? colours.none : computeSeriesFill(index, colours),
        borderColor: colours.surface,
        borderWidth: isStacked ? { right: 1 } : 0,
        borderSkipped: false,
        barPercentage: isStacked ? 0.86 : 0.92,
        categoryPercentage: isStacked ? 0.86 : 0.8,
      })),
    },
    options: {
      indexAxis: 'y',
      animation: false,
      maintainAspectRatio: false,
      events: [],
      font,
      color: colours.text,
      // Room for a figure behind the longest bar.
      layout: {
        padding: {
          top: marginPx,
          left: marginPx,
          bottom: marginPx,
          right: marginPx + (isStacked ? 4 : look.fontSizePx * 3.5),
        },
      },
      scales: {
        x: {
          stacked: isStacked,
          min: 0,
          ...(isStacked && { max: 100 }),
          border: { display: false },
          grid: { color: colours.line },
          ticks: { color: colours.muted, font, maxRotation: 0, callback: (value) => `${value}${unit}` },
        },
        y: {
          stacked: isStacked,
          border: { color: colours.line },
          grid: { display: false },
          ticks: { color: colours.text, font, autoSkip: false },
        },
      },
      plugins: {
        legend: {
          display: data.series.length > 1,
          align: 'start',
          labels: { color: colours.text, font, boxWidth: 18, boxHeight: 14 },
        },
      },
    },
    plugins: [createFigures(data, look)],
  };
}
