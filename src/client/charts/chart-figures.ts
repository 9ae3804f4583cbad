import type { Chart, Plugin } from 'chart.js';
import type { BarChartData } from './bar-data.ts';
import type { BarChartLook } from './chart-look.ts';

/** Writes each value's text: in a segment where there is room, behind a bar always. */
export function createFigures(
  data: BarChartData,
  { colours, fontFamily, fontSizePx }: BarChartLook,
): Plugin<'bar'> {
  return {
    id: 'figures',
    afterDatasetsDraw(chart: Chart<'bar'>) {
      const { ctx } = chart;
      const isInside = data.layout === 'stacked' || data.layout === 'heat';
      ctx.save();
      ctx.font = `${fontSizePx}px ${fontFamily}`;
      ctx.textBaseline = 'middle';
      ctx.textAlign = isInside ? 'center' : 'start';
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
          if (isInside && ctx.measureText(value.text).width + (data.layout === 'heat' ? 2 : 6) > x - base)
            return;
          const at = isInside ? (x + base) / 2 : x + 6;
          // The halo keeps the figure readable on every colour and stripe.
          ctx.strokeText(value.text, at, y);
          ctx.fillText(value.text, at, y);
        });
      });
      ctx.restore();
    },
  };
}
