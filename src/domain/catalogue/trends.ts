import type { Catalogue, Indicator, PolicyYear, Programme } from './model.ts';

/** What the report's table gives for each policy and fiscal year. */
export type PolicyMeasure = 'programmes' | 'settlementThousandYen';

/** Figures by policy down the side and fiscal year across; `null` where there is none, or not yet. */
export interface PolicyTrend {
  /** Ascending. */
  fiscalYears: number[];
  rows: { policy: number; values: (number | null)[] }[];
  /** The sum over the rows in each year; `null` while the figure of one of them is not known yet. */
  totals: (number | null)[];
}

/** The printed figures of the given policies, in the order of the years and policies. */
export function computePolicyTrend(
  policyYears: readonly PolicyYear[],
  measure: PolicyMeasure,
  policies: readonly number[],
): PolicyTrend {
  const fiscalYears = sortedYears(policyYears.map(({ fiscalYear }) => fiscalYear));
  const shown = policyYears.filter(({ policy }) => policies.includes(policy));
  const rows = policies.map((policy) => ({
    policy,
    values: fiscalYears.map(
      (fiscalYear) =>
        shown.find((year) => year.policy === policy && year.fiscalYear === fiscalYear)?.[measure] ?? null,
    ),
  }));
  // A policy that a year does not have adds nothing; one whose figure is not known yet leaves the sum unknown.
  return {
    fiscalYears,
    rows,
    totals: fiscalYears.map((year) =>
      sumKnown(shown.filter(({ fiscalYear }) => fiscalYear === year).map((line) => line[measure])),
    ),
  };
}

function sumKnown(figures: readonly (number | null)[]): number | null {
  return figures.reduce((sum, figure) => (sum === null || figure === null ? null : sum + figure), 0);
}

/** The programmes with the highest cost, the highest first, of the given policies; those without an amount are left out. */
export function listLargestProgrammes(
  programmes: readonly Programme[],
  policies: readonly number[],
  count: number,
): Programme[] {
  return programmes
    .filter(({ policy, costThousandYen }) => costThousandYen !== null && policies.includes(policy))
    .sort((a, b) => b.costThousandYen! - a.costThousandYen! || a.page - b.page)
    .slice(0, count);
}

/** What happened to programmes in a fiscal year: each programme counts once for each. */
export interface LifeCycleCounts {
  /** Whose history says that they were created (制度創設, 事業開始). */
  created: number;
  /** Whose history tells a change: renamed, extended, merged, reorganised. */
  changed: number;
  /** Whose period ends with this year; beyond the edition's own year that is the plan. */
  ended: number;
}

/** The programmes of one edition over the years; programmes that ended before it are not in it. */
export interface LifeCycle {
  /** All that was before the first of the years. */
  earlier: LifeCycleCounts;
  /** Ascending and without gaps. */
  years: (LifeCycleCounts & { fiscalYear: number })[];
  /** All that comes after the last of the years. */
  later: LifeCycleCounts;
  /** Programmes whose period has no end. */
  openEnded: number;
}

const CHANGES: readonly string[] = ['renamed', 'extended', 'merged', 'reorganised'];

/** Creations and changes by the programmes' histories, ends by their periods, year by year from the first to the last. */
export function computeLifeCycle(
  programmes: readonly Programme[],
  firstYear: number,
  lastYear: number,
): LifeCycle {
  const ends = programmes.flatMap(({ period }) => (period.open || period.end === null ? [] : [period.end]));
  const count = (isIn: (fiscalYear: number) => boolean): LifeCycleCounts => ({
    created: programmes.filter(({ history }) =>
      history.some((event) => event.class === 'created' && isIn(event.fiscalYear)),
    ).length,
    changed: programmes.filter(({ history }) =>
      history.some((event) => CHANGES.includes(event.class) && isIn(event.fiscalYear)),
    ).length,
    ended: ends.filter(isIn).length,
  });
  return {
    earlier: count((year) => year < firstYear),
    years: Array.from({ length: lastYear - firstYear + 1 }, (_, index) => {
      const fiscalYear = firstYear + index;
      return { fiscalYear, ...count((year) => year === fiscalYear) };
    }),
    later: count((year) => year > lastYear),
    openEnded: programmes.length - ends.length,
  };
}

/** Printed figures of one unit on the prefecture's economy: series and area down the side, calendar years across. */
export interface IndicatorTrend {
  years: number[];
  rows: { series: string; area: string; unit: string; values: (number | null)[] }[];
}

/** The printed figures of the given series, in their order and within one by area as printed; nothing is computed. */
export function listIndicatorTrend(
  indicators: readonly Indicator[],
  series: readonly string[],
): IndicatorTrend {
  const wanted = indicators.filter((indicator) => series.includes(indicator.series));
  const years = sortedYears(wanted.map(({ year }) => year));
  const rows = series.flatMap((name) => {
    const ofSeries = wanted.filter((indicator) => indicator.series === name);
    return [...new Set(ofSeries.map(({ area }) => area))].map((area) => {
      const ofArea = ofSeries.filter((indicator) => indicator.area === area);
      return {
        series: name,
        area,
        unit: ofArea[0]?.unit ?? '',
        values: years.map((year) => ofArea.find((indicator) => indicator.year === year)?.value ?? null),
      };
    });
  });
  return { years, rows };
}

/** Where the figures stand in the printed report, by page; only for editions whose print has been looked at. */
export function findReportPages({
  fiscalYear,
}: Pick<Catalogue, 'fiscalYear'>): { policyYears: number; list: number; indicators: number } | undefined {
  return fiscalYear === 2013 ? { policyYears: 2, list: 10, indicators: 154 } : undefined;
}

function sortedYears(years: readonly number[]): number[] {
  return [...new Set(years)].sort((a, b) => a - b);
}
