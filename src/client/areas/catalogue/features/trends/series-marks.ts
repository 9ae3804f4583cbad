import type { Chart, Plugin } from 'chart.js';
import type { ChartColours } from '#client/charts/chart-colours.ts';

interface Marked {
  series: readonly { mark?: string; values: readonly (number | null)[] }[];
}
interface Look {
  colours: ChartColours;
  fontFamily: string;
  fontSizePx: number;
}

/** From a segment to its mark, in px. */
const LEADER_PX = 14;

/** The room that the marks of stacked series take beside the newest column, in px. */
export function marksPx({ series }: Marked, { fontSizePx }: Look): number {
  const widest = Math.max(0, ...series.map(({ mark = '' }) => widthOf(mark)));
  return widest === 0 ? 0 : LEADER_PX + Math.ceil(widest * fontSizePx);
}

/** Writes which series it is beside each segment of the newest column that has any, so that no legend is searched. */
export function createMarks({ series }: Marked, { colours, fontFamily, fontSizePx }: Look): Plugin<'bar'> {
  return {
    id: 'marks',
    afterDatasetsDraw(chart: Chart<'bar'>) {
      const newest = findNewestColumn(series);
      const marked = series.flatMap(({ mark, values }, index) => {
        const bar = chart.getDatasetMeta(index).data[newest];
        if (!bar || mark === undefined || typeof values[newest] !== 'number') return [];
        const { x, y, base, width } = bar.getProps(['x', 'y', 'base', 'width'], true) as Record<
          'x' | 'y' | 'base' | 'width',
          number
        >;
        return [{ mark, edge: x + width / 2, middle: (y + base) / 2 }];
      });
      const { top, bottom } = chart.chartArea;
      const places = spread(
        marked.map(({ middle }) => middle),
        fontSizePx * 1.25,
        { top, bottom },
      );
      const { ctx } = chart;
      ctx.save();
      ctx.font = `${fontSizePx - 1}px ${fontFamily}`;
      ctx.textBaseline = 'middle';
      ctx.textAlign = 'start';
      ctx.lineWidth = 1;
      ctx.strokeStyle = colours.muted;
      ctx.fillStyle = colours.text;
      marked.forEach(({ mark, edge, middle }, index) => {
        ctx.beginPath();
        ctx.moveTo(edge, middle);
        ctx.lineTo(edge + LEADER_PX - 3, places[index]!);
        ctx.stroke();
        ctx.fillText(mark, edge + LEADER_PX, places[index]!);
      });
      ctx.restore();
    },
  };
}

/** The last column that any series has a value in; 0 where there is none. */
function findNewestColumn(series: Marked['series']): number {
  return Math.max(
    0,
    ...series.flatMap(({ values }) => values.map((value, column) => (value === null ? 0 : column))),
  );
}

/**
 * Moves heights apart as little as it takes, so that each has `gap` to the next: all in px, in the
 * order given. They stay within the area as long as it has room for all of them.
 */
export function spread(
  heights: readonly number[],
  gap: number,
  { top, bottom }: { top: number; bottom: number },
): number[] {
  const order = heights.map((_, index) => index).sort((a, b) => heights[a]! - heights[b]!);
  const placed = [...heights];
  let least = top;
  for (const index of order) {
    placed[index] = Math.max(placed[index]!, least);
    least = placed[index] + gap;
  }
  let most = bottom;
  for (const index of [...order].reverse()) {
    placed[index] = Math.min(placed[index]!, most);
    most = placed[index] - gap;
  }
  return placed;
}

/** In full-width characters. */
function widthOf(text: string): number {
  return Array.from(text).reduce((width, character) => width + (character <= '\u007e' ? 0.6 : 1), 0);
}
