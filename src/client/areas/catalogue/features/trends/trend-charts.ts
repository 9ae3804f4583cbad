import type { Language } from '#domain/canonical/language.ts';
import type { Programme } from '#domain/catalogue/model.ts';
import type { IndicatorTrend, LifeCycle, PolicyTrend } from '#domain/catalogue/trends.ts';
import { formatNumber } from '#ui/format.ts';
import { formatPrintedName } from './indicator-names.ts';
import type { TrendChartData } from './trend-chart-config.ts';
import { formatPrinted, listStretches, type LifeCycleWords } from './trend-tables.ts';
import { formatYearMark } from './trend-words.ts';

/** How an amount in thousand yen is counted on an axis: 億円, `¥ billion`. */
const MONEY_SCALE: Record<Language, number> = { ja: 100_000, en: 1_000_000 };
/** 万人, thousand people. */
const PEOPLE_SCALE: Record<Language, number> = { ja: 10_000, en: 1_000 };

/** What a chart of policies is put into words with. */
export interface ChartWords {
  unit: string;
  policy: (policy: number) => string;
  /** The same in few letters, at the segment. */
  mark: (policy: number) => string;
  language: Language;
}

/** Columns of counts, one segment a policy, with the sum above. */
export function computeCountChart(trend: PolicyTrend, words: ChartWords): TrendChartData {
  return {
    ...stack(trend, words, (value) => value),
    totals: trend.totals.map((total) => (total === null ? '' : formatNumber(total))),
  };
}

/** The same of the cost. */
export function computeMoneyChart(trend: PolicyTrend, words: ChartWords): TrendChartData {
  const scale = MONEY_SCALE[words.language];
  return {
    ...stack(trend, words, (value) => value / scale),
    totals: trend.totals.map((total) => (total === null ? '' : formatScaled(total / scale))),
  };
}

/** Columns of 100 % that show the shares of the policies. */
export function computeShareChart(trend: PolicyTrend, words: ChartWords): TrendChartData {
  return { ...stack(trend, words, (value, column) => (100 * value) / (trend.totals[column] || 1)), max: 100 };
}

/** A year whose sum is not known stays empty: what is known of it would look like a fall. */
function stack(
  { fiscalYears, rows, totals }: PolicyTrend,
  { unit, policy, mark, language }: ChartWords,
  scale: (value: number, column: number) => number,
): TrendChartData {
  return {
    layout: 'stacked',
    unit,
    categories: fiscalYears.map((year) => formatYearMark(year, language)),
    series: rows.map((row) => ({
      label: policy(row.policy),
      ...(rows.length > 1 && { mark: mark(row.policy) }),
      fill: row.policy - 1,
      values: row.values.map((value, column) =>
        value === null || totals[column] === null ? null : scale(value, column),
      ),
    })),
  };
}

/** Lying bars of the largest programmes. */
export function computeLargestChart(
  programmes: readonly Programme[],
  unit: string,
  language: Language,
): TrendChartData {
  const values = programmes.map(({ costThousandYen }) => (costThousandYen ?? 0) / MONEY_SCALE[language]);
  return {
    layout: 'bars',
    unit,
    categories: programmes.map(({ name }) => name),
    series: [{ label: unit, fill: 0, values, texts: values.map(formatScaled) }],
  };
}

/** Created and ended side by side. */
export function computeLifeCycleChart(
  lifeCycle: LifeCycle,
  words: LifeCycleWords,
  unit: string,
): TrendChartData {
  const stretches = listStretches(lifeCycle, words);
  return {
    layout: 'grouped',
    unit,
    categories: stretches.map(({ name }) => name),
    series: (['created', 'ended'] as const).map((what, index) => {
      const values = stretches.map(({ counts }) => counts[what]);
      return {
        label: words[what],
        fill: index,
        values,
        texts: values.map((value) => (value === 0 ? '' : formatNumber(value))),
      };
    }),
  };
}

/** People by age group, one column a year. */
export function computePopulationChart(
  { years, rows }: IndicatorTrend,
  unit: string,
  language: Language,
): TrendChartData {
  return {
    layout: 'stacked',
    unit,
    categories: years.map((year) => formatYearMark(year, language)),
    series: rows.map(({ series, values }, index) => ({
      label: formatPrintedName(series, language),
      fill: index,
      values: values.map((value) => (value === null ? null : value / PEOPLE_SCALE[language])),
    })),
  };
}

/** The printed rates of change of the last year, area beside area. */
export function computeRateChart({ rows }: IndicatorTrend, unit: string, language: Language): TrendChartData {
  const areas = [...new Set(rows.map(({ area }) => area))];
  const series = [...new Set(rows.map((row) => row.series))];
  return {
    layout: 'grouped',
    unit,
    categories: series.map((name) => formatPrintedName(name, language)),
    series: areas.map((area, index) => {
      const values = series.map(
        (name) => rows.find((row) => row.area === area && row.series === name)?.values.at(-1) ?? null,
      );
      return {
        label: formatPrintedName(area, language),
        fill: index,
        values,
        texts: values.map((value) => (value === null ? '' : formatPrinted(value, false, language))),
      };
    }),
  };
}

/** One decimal where the whole number says little. */
function formatScaled(value: number): string {
  return value < 100 ? value.toFixed(value < 1 ? 2 : 1) : formatNumber(Math.round(value));
}
