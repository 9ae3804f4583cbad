import type { ChartConfiguration } from 'chart.js';
import { computeBarChartConfig } from './bar-chart-config.ts';
import type { BarChartData } from './bar-data.ts';
import type { BarChartLook } from './chart-look.ts';
import { computeHeatMapConfig } from './heat-map-config.ts';
import { computeLineChartConfig } from './line-chart-config.ts';

/** What Chart.js draws for any layout. */
export type ChartKind = 'bar' | 'line';

/** The Chart.js configuration of a chart, by its layout. */
export function computeChartConfig(
  data: BarChartData,
  look: BarChartLook,
): ChartConfiguration<ChartKind, (number | null)[], string[]> {
  if (data.layout === 'lines') return computeLineChartConfig(data, look);
  return data.layout === 'heat' ? computeHeatMapConfig(data, look) : computeBarChartConfig(data, look);
}
