import type { BarChartData } from '#client/charts/bar-data.ts';
import type { Curves } from '#client/charts/curve-chart-config.ts';

/** A cell of a figure's table: what it says, the number it is, and whose companies it is of. */
export interface FigureCell {
  text: string;
  value: number | string | null;
  /** The key of the figure whose companies stand behind it. */
  behind?: string;
}

/** A figure of the manager's page: one table, with a chart where one says more. */
export interface FigureTable {
  key: string;
  title: string;
  /** How it was counted, in words. */
  how: string;
  /** Of what has to be known before it is read. */
  note?: string | undefined;
  isCaution?: boolean;
  /** The first is of the row's label. */
  columns: string[];
  rows: { label: string; hint?: string | undefined; cells: FigureCell[] }[];
  bars?: BarChartData | undefined;
  curves?: { curves: Curves; label: string } | undefined;
}
