import type { Chart, ChartConfiguration, Plugin } from 'chart.js';
import { wrapLabel, type BarChartData } from './bar-data.ts';
import type { BarChartLook } from './chart-look.ts';

/** Told apart by form and dashes as well as by colour. */
const POINTS = ['circle', 'rect', 'triangle', 'rectRot', 'star', 'crossRot'] as const;
const DASHES = [[], [6, 4], [2, 3]];
const LABEL_CHARACTERS = 10;

/** Lines over surveys, each with its name and newest figure behind its last point. */
export function computeLineChartConfig(
  { categories, series }: BarChartData,
  look: BarChartLook,
): ChartConfiguration<'line', (number | null)[], string[]> {
  const { colours, fontFamily, fontSizePx, marginPx = 0 } = look;
  const font = { family: fontFamily, size: fontSizePx };
  return {
    type: 'line',
    data: {
      labels: categories.map((label) => wrapLabel(label, LABEL_CHARACTERS)),
      datasets: series.map(({ label, isMuted, values }, index) => {
        const colour = isMuted ? colours.none : colours.series[index % colours.series.length]!;
        return {
          label,
          data: values.map(({ percent }) => percent),
          borderColor: colour,
          backgroundColor: colour,
          borderDash: DASHES[Math.floor(index / POINTS.length) % DASHES.length]!,
          pointStyle: POINTS[index % POINTS.length]!,
          pointRadius: 5,
          borderWidth: 2,
        };
      }),
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      events: [],
      font,
      color: colours.text,
      layout: {
        padding: { top: marginPx + 8, left: marginPx, bottom: marginPx, right: marginPx + fontSizePx * 3.5 },
      },
      scales: {
        x: {
          border: { color: colours.line },
          grid: { display: false },
          ticks: { color: colours.text, font },
        },
        y: {
          min: 0,
          border: { display: false },
          grid: { color: colours.line },
          ticks: { color: colours.muted, font, callback: (value) => `${value}%` },
        },
      },
      plugins: {
        legend: {
          display: true,
          align: 'start',
          labels: { color: colours.text, font, usePointStyle: true, boxWidth: 18, boxHeight: 10 },
        },
      },
    },
    plugins: [createEndFigures(series, look)],
  };
}

/** Writes each line's newest figure behind its last point, where it does not stand on another one's. */
function createEndFigures(
  series: BarChartData['series'],
  { colours, fontFamily, fontSizePx }: BarChartLook,
): Plugin<'line'> {
  return {
    id: 'endFigures',
    afterDatasetsDraw(chart: Chart<'line'>) {
      const { ctx } = chart;
      ctx.save();
      ctx.font = `${fontSizePx}px ${fontFamily}`;
      ctx.textBaseline = 'middle';
      ctx.fillStyle = colours.text;
      const taken: number[] = [];
      series.forEach(({ values }, index) => {
        const point = chart.getDatasetMeta(index).data.at(-1);
        const text = values.at(-1)?.text;
        if (!point || !text || values.at(-1)?.percent === null) return;
        const { x, y } = point.getProps(['x', 'y'], true);
        if (taken.some((other) => Math.abs(other - y) < fontSizePx)) return;
        taken.push(y);
        ctx.fillText(text, x + 10, y);
      });
      ctx.restore();
    },
  };
}
