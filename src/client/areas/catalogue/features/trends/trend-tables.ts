import { formatPercent } from '#domain/tabulation/engine/figures.ts';
import type { IndicatorTrend, LifeCycle, LifeCycleCounts, PolicyTrend } from '#domain/catalogue/trends.ts';
import type { Programme } from '#domain/catalogue/model.ts';
import type { Language } from '#domain/canonical/language.ts';
import { formatNumber } from '#ui/format.ts';
import { formatPrintedName } from './indicator-names.ts';
import { formatCalendarYearHead, formatYearHead } from './trend-words.ts';

/** A table of figures, ready to be read. */
export interface TrendTable {
  /** Over the names. */
  head: string;
  columns: string[];
  rows: { name: string; cells: string[]; isTotal?: boolean }[];
}

/** What a table is put into words with. */
export interface TableWords {
  head: string;
  total: string;
  policy: (policy: number) => string;
  language: Language;
}

const MISSING = '－';

/** The printed figures by policy and year, with their sum where there is more than one. */
export function computePolicyTable(
  { fiscalYears, rows, totals }: PolicyTrend,
  { head, total, policy, language }: TableWords,
): TrendTable {
  const format = (value: number | null): string => (value === null ? MISSING : formatNumber(value));
  return {
    head,
    columns: fiscalYears.map((year) => formatYearHead(year, language)),
    rows: [
      ...(rows.length > 1 ? [{ name: total, cells: totals.map(format), isTotal: true }] : []),
      ...rows.map((row) => ({ name: policy(row.policy), cells: row.values.map(format) })),
    ],
  };
}

/** Each policy's share of the year's sum in percent; none while the sum is not known. */
export function computeShareTable(
  { fiscalYears, rows, totals }: PolicyTrend,
  { head, policy, language }: TableWords,
): TrendTable {
  return {
    head,
    columns: fiscalYears.map((year) => formatYearHead(year, language)),
    rows: rows.map((row) => ({
      name: policy(row.policy),
      cells: row.values.map((value, column) => {
        const total = totals[column] ?? null;
        return value === null || total === null ? MISSING : formatPercent(value, total);
      }),
    })),
  };
}

/** The largest programmes with their cost and its share of a sum, while that is not known without shares. */
export function computeLargestTable(
  programmes: readonly Programme[],
  sumThousandYen: number | null,
  head: string,
  columns: { cost: string; share: string },
): TrendTable {
  return {
    head,
    columns: [columns.cost, ...(sumThousandYen === null ? [] : [columns.share])],
    rows: programmes.map(({ name, costThousandYen }) => ({
      name,
      cells: [
        formatNumber(costThousandYen ?? 0),
        ...(sumThousandYen === null ? [] : [`${formatPercent(costThousandYen ?? 0, sumThousandYen)}％`]),
      ],
    })),
  };
}

/** The names of the columns of a life cycle and what frames its years. */
export interface LifeCycleWords {
  head: string;
  created: string;
  changed: string;
  ended: string;
  before: (fiscalYear: number) => string;
  after: (fiscalYear: number) => string;
  year: (fiscalYear: number) => string;
}

/** The stretches of a life cycle in order, each with its words: all before, the years, all after. */
export function listStretches(
  { earlier, years, later }: LifeCycle,
  words: LifeCycleWords,
): { name: string; counts: LifeCycleCounts }[] {
  const first = years[0]?.fiscalYear ?? 0;
  const last = years.at(-1)?.fiscalYear ?? 0;
  return [
    { name: words.before(first - 1), counts: earlier },
    ...years.map((year) => ({ name: words.year(year.fiscalYear), counts: year })),
    { name: words.after(last + 1), counts: later },
  ];
}

/** Years down the side, what happened across. */
export function computeLifeCycleTable(lifeCycle: LifeCycle, words: LifeCycleWords): TrendTable {
  return {
    head: words.head,
    columns: [words.created, words.changed, words.ended],
    rows: listStretches(lifeCycle, words).map(({ name, counts }) => ({
      name,
      cells: [counts.created, counts.changed, counts.ended].map(formatNumber),
    })),
  };
}

/** Printed indicators; a series with a decimal anywhere is printed with one everywhere. */
export function computeIndicatorTable(
  { years, rows }: IndicatorTrend,
  head: string,
  language: Language,
): TrendTable {
  const hasAreas = new Set(rows.map(({ area }) => area)).size > 1;
  return {
    head,
    columns: years.map((year) => formatCalendarYearHead(year, language)),
    rows: rows.map(({ series, area, unit, values }) => {
      const isWhole = rows.every(
        (row) =>
          row.series !== series || row.values.every((value) => value === null || Number.isInteger(value)),
      );
      const name = [
        formatPrintedName(series, language),
        ...(hasAreas ? [formatPrintedName(area, language)] : []),
      ].join(' ');
      return {
        name: `${name} (${formatPrintedName(unit, language)})`,
        cells: values.map((value) => (value === null ? '' : formatPrinted(value, isWhole, language))),
      };
    }),
  };
}

/** A figure as the report prints it: 「61,549」「▲9.0」「0.3」; in English, where ▲ would be a rise, with a minus. */
export function formatPrinted(value: number, isWhole: boolean, language: Language): string {
  const size = Math.abs(value);
  const minus = language === 'ja' ? '▲' : '−';
  return `${value < 0 ? minus : ''}${isWhole ? formatNumber(size) : size.toFixed(1)}`;
}
