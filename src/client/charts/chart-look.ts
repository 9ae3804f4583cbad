import type { ChartColours } from './chart-colours.ts';

/** How a chart is drawn, by its theme and its room. */
export interface BarChartLook {
  colours: ChartColours;
  fontFamily: string;
  /** Around the whole, for a picture that leaves the page. */
  marginPx?: number;
  fontSizePx: number;
  /** The widest line of a category's label, in full-width characters. */
  maxLabelWidth: number;
}
