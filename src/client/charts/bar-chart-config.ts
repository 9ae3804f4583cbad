import type { Chart, ChartConfiguration, Plugin } from 'chart.js';
import { wrapLabel, type BarChartData } from './bar-data.ts';
import type { ChartColours } from './chart-colours.ts';
import { computeSeriesFill } from './series-fill.ts';

export interface BarChartLook {
  colours: ChartColours;
  fontFamily: string;
  /** Around the whole, for a picture that leaves the page. */
  marginPx?: number;
  fontSizePx: number;
  /** The widest line of a category's label, in full-width characters. */
  maxLabelWidth: number;
}

/** The Chart.js configuration of horizontal percentage bars with their figures written beside or in them. */
export function computeBarChartConfig(
  data: BarChartData,
  look: BarChartLook,
): ChartConfiguration<'bar', (number | null)[], string[]> {
  const { colours } = look;
  const isStacked = data.layout === 'stacked';
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
          ticks: { color: colours.muted, font, maxRotation: 0, callback: (value) => `${value}%` },
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

/** Writes each value's text: in a segment where there is room, behind a bar always. */
function createFigures(data: BarChartData, { colours, fontFamily, fontSizePx }: BarChartLook): Plugin<'bar'> {
  return {
    id: 'figures',
    afterDatasetsDraw(chart: Chart<'bar'>) {
      const { ctx } = chart;
      ctx.save();
      ctx.font = `${fontSizePx}px ${fontFamily}`;
      ctx.textBaseline = 'middle';
      ctx.textAlign = data.layout === 'stacked' ? 'center' : 'start';
      ctx.lineJoin = 'round';
      ctx.lineWidth = 4;
      ctx.strokeStyle = colours.surface;
      ctx.fillStyle = colours.text;
      data.series.forEach(({ values }, series) => {
        chart.getDatasetMeta(series).data.forEach((bar, category) => {
          const value = values[category];
          if (!value || value.percent === null) return;
          const { x, y, base } = bar.getProps(['x', 'y', 'base'], true) as {
            x: number;
            y: number;
            base: number;
          };
          if (data.layout === 'stacked' && ctx.measureText(value.text).width + 6 > x - base) return;
          const at = data.layout === 'stacked' ? (x + base) / 2 : x + 6;
          // The halo keeps the figure readable on every colour and stripe.
          ctx.strokeText(value.text, at, y);
          ctx.fillText(value.text, at, y);
        });
      });
      ctx.restore();
    },
  };
}
