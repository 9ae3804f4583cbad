import { computed, type ComputedRef } from 'vue';
import { countMissingCosts, sumCosts } from '#domain/catalogue/report/costs.ts';
import type { Catalogue, Programme } from '#domain/catalogue/model.ts';
import {
  computeLifeCycle,
  computePolicyTrend,
  findReportPages,
  listIndicatorTrend,
  listLargestProgrammes,
  type PolicyTrend,
} from '#domain/catalogue/trends.ts';
import { formatEdition, formatFiscalYear, formatThousandYen } from '#ui/format.ts';
import { language, useMessages } from '#ui/messages.ts';
import { AGE_GROUPS, BUSINESS_SERIES, CHANGE_RATES, POPULATION_SERIES } from './indicator-names.ts';
import type { TrendChartData } from './trend-chart-config.ts';
import * as charts from './trend-charts.ts';
import { listPoliciesIn, type TrendScope } from './trend-scope.ts';
import * as tables from './trend-tables.ts';
import { formatCalendarYearHead, formatEraYear, formatShortMark } from './trend-words.ts';
import { trendsMessages, type TrendsKey } from './trends-messages.ts';

/** What one section of the page shows. */
export interface TrendView {
  key: TrendsKey;
  title: string;
  chart: TrendChartData;
  table: tables.TrendTable;
  notes: string[];
  source: string;
}

const LARGEST = 10;
/** Periods were planned some years ahead; what lies beyond stands together. */
const YEARS_AHEAD = 5;

function listProgrammesIn({ programmes }: Catalogue, policies: readonly number[]): Programme[] {
  return programmes.filter(({ policy }) => policies.includes(policy));
}

/** The sections of the trends page for a catalogue and a scope; empty without a catalogue. */
export function usePolicyTrends(
  catalogue: () => Catalogue | undefined,
  scope: () => TrendScope,
): {
  policies: ComputedRef<TrendView[]>;
  surroundings: ComputedRef<TrendView[]>;
  edition: ComputedRef<string>;
} {
  const t = useMessages(trendsMessages);
  const edition = computed(() => {
    const content = catalogue();
    return content ? formatEdition(content) : '';
  });

  function sourceOf(name: TrendsKey, page: number | undefined): string {
    const words = { edition: edition.value, name: t(name) };
    return page === undefined ? t('source', words) : t('sourcePage', { ...words, page });
  }

  /** The source of what describes the edition's own year. */
  function sourceOfOwn(name: TrendsKey, page: number | undefined, { source }: Catalogue): string {
    return source === undefined ? sourceOf(name, page) : t('sourceEdition', { edition: edition.value });
  }

  /** The source of figures of several years: an edition that the office began has the earlier ones from reports. */
  function sourceOfSeries(
    name: TrendsKey,
    page: number | undefined,
    { source }: Catalogue,
    hasOwnYear: boolean,
  ): string {
    if (source === undefined) return sourceOf(name, page);
    return t(hasOwnYear ? 'sourceOwnYear' : 'sourceCarried', { edition: edition.value, name: t(name) });
  }

  function policyTitle(content: Catalogue, policy: number): string {
    return t('policyTitle', {
      n: policy,
      title: content.policies.find(({ number }) => number === policy)?.title ?? '',
    });
  }

  /** What a section shows, and of which policies: one, each of all, each of all but one. */
  function titleOf(key: 'programmes' | 'settlement' | 'shares' | 'largest', content: Catalogue): string {
    const chosen = scope();
    const [, excluded] = /^without-(\d+)$/.exec(chosen) ?? [];
    const isWhole = chosen === 'all' || content.policies.length === 1;
    if (isWhole) return t(key);
    if (excluded !== undefined)
      return t('scoped', { title: t(key), scope: t('withoutShort', { n: excluded }) });
    const one = {
      programmes: 'programmesOf',
      settlement: 'settlementOf',
      shares: 'shares',
      largest: 'largestOf',
    } as const;
    return t(one[key], { n: chosen });
  }

  function viewPolicies(content: Catalogue): TrendView[] {
    const policies = listPoliciesIn(scope(), content);
    const pages = findReportPages(content);
    const words = {
      head: t('policy'),
      total: t('total'),
      policy: (policy: number) => policyTitle(content, policy),
      language: language.value,
    };
    const chartWords = (unit: TrendsKey) => ({
      unit: t(unit),
      policy: (policy: number) => t('policyNumber', { n: policy }),
      mark: (policy: number) => t('policyMark', { n: policy }),
      language: language.value,
    });
    const counts = computePolicyTrend(content.policyYears, 'programmes', policies);
    const money = computePolicyTrend(content.policyYears, 'settlementThousandYen', policies);
    const gaps = noteGaps(content, policies, money);
    const source = sourceOfSeries(
      'tablePolicyYears',
      pages?.policyYears,
      content,
      counts.fiscalYears.includes(content.fiscalYear),
    );
    const view = (
      key: 'programmes' | 'settlement' | 'shares',
      rest: Omit<TrendView, 'key' | 'title'>,
    ): TrendView => ({ key, title: titleOf(key, content), ...rest });
    return [
      view('programmes', {
        chart: charts.computeCountChart(counts, chartWords('unitProgrammes')),
        table: tables.computePolicyTable(counts, words),
        notes: [t('repeatsNote')],
        source,
      }),
      view('settlement', {
        chart: charts.computeMoneyChart(money, chartWords('unitMoney')),
        table: tables.computePolicyTable(money, words),
        notes: [t('unitMoneyTable'), ...gaps],
        source,
      }),
      ...(policies.length > 1
        ? [
            view('shares', {
              chart: charts.computeShareChart(money, chartWords('unitPercent')),
              table: tables.computeShareTable(money, words),
              notes: [t('sharesNote'), ...gaps],
              source,
            }),
          ]
        : []),
      ...viewLargest(content, policies, pages?.list),
      viewLifeCycle(content),
    ];
  }

  /** What the sums do without: amounts of the edition's own year, and whole years that an earlier edition left open. */
  function noteGaps(
    content: Catalogue,
    policies: readonly number[],
    { fiscalYears, totals }: PolicyTrend,
  ): string[] {
    const missing = countMissingCosts(listProgrammesIn(content, policies), content);
    const hasOpenYear = fiscalYears.some(
      (year, column) => year !== content.fiscalYear && totals[column] === null,
    );
    return [
      ...(missing > 0 ? [t('missingCosts', { year: formatFiscalYear(content.fiscalYear), n: missing })] : []),
      ...(hasOpenYear ? [t('openYears')] : []),
    ];
  }

  function viewLargest(
    content: Catalogue,
    policies: readonly number[],
    page: number | undefined,
  ): TrendView[] {
    const largest = listLargestProgrammes(content.programmes, policies, LARGEST);
    if (largest.length === 0) return [];
    const shown = listProgrammesIn(content, policies);
    const sum = sumCosts(shown, content);
    const words = { year: formatFiscalYear(content.fiscalYear), n: largest.length };
    return [
      {
        key: 'largest',
        title: titleOf('largest', content),
        chart: charts.computeLargestChart(largest, t('unitMoney'), language.value),
        table: tables.computeLargestTable(largest, sum, t('programmeName'), {
          cost: t('cost'),
          share: t('share'),
        }),
        notes: [
          sum === null
            ? t('largestKnownNote', { ...words, missing: countMissingCosts(shown, content) })
            : t('largestNote', { ...words, total: formatThousandYen(sum) }),
        ],
        source: sourceOfOwn('tableList', page, content),
      },
    ];
  }

  function viewLifeCycle(content: Catalogue): TrendView {
    const firstYear = content.policyYears.reduce(
      (first, { fiscalYear }) => Math.min(first, fiscalYear),
      content.fiscalYear,
    );
    const lifeCycle = computeLifeCycle(content.programmes, firstYear, content.fiscalYear + YEARS_AHEAD);
    const names = { head: t('year'), created: t('created'), changed: t('changed'), ended: t('ended') };
    const year = formatFiscalYear(content.fiscalYear);
    const words: tables.LifeCycleWords = {
      ...names,
      year: (fiscalYear) => formatFiscalYear(fiscalYear),
      before: (fiscalYear) => t('before', { year: formatEraYear(fiscalYear, language.value) }),
      after: (fiscalYear) => t('after', { year: formatEraYear(fiscalYear, language.value) }),
    };
    const mark = (fiscalYear: number): string => formatShortMark(fiscalYear, language.value);
    const marks: tables.LifeCycleWords = {
      ...names,
      year: mark,
      before: (last) => t('beforeMark', { year: mark(last) }),
      after: (first) => t('afterMark', { year: mark(first) }),
    };
    return {
      key: 'lifeCycle',
      title: t('lifeCycle'),
      chart: charts.computeLifeCycleChart(lifeCycle, marks, t('unitProgrammes')),
      table: tables.computeLifeCycleTable(lifeCycle, words),
      notes: [
        t('lifeCycleNote', { year, edition: edition.value, n: content.programmes.length }),
        ...(lifeCycle.openEnded > 0 ? [t('lifeCycleOpen', { n: lifeCycle.openEnded })] : []),
      ],
      source: sourceOfOwn('tableSheets', undefined, content),
    };
  }

  function viewSurroundings(content: Catalogue): TrendView[] {
    const page = findReportPages(content)?.indicators;
    const ages = listIndicatorTrend(content.indicators, AGE_GROUPS);
    const rates = listIndicatorTrend(content.indicators, CHANGE_RATES);
    return [
      ...(ages.rows.length > 0
        ? [
            {
              key: 'population' as const,
              title: t('population'),
              chart: charts.computePopulationChart(ages, t('unitPeople'), language.value),
              table: tables.computeIndicatorTable(
                listIndicatorTrend(content.indicators, POPULATION_SERIES),
                t('series'),
                language.value,
              ),
              notes: [t('populationNote')],
              source: sourceOfSeries('tablePopulation', page, content, false),
            },
          ]
        : []),
      ...(rates.rows.length > 0
        ? [
            {
              key: 'businesses' as const,
              title: t('businesses', {
                year: formatCalendarYearHead(rates.years.at(-1)!, language.value).replace('\n', ' '),
              }),
              chart: charts.computeRateChart(rates, t('unitPercent'), language.value),
              table: tables.computeIndicatorTable(
                listIndicatorTrend(content.indicators, BUSINESS_SERIES),
                t('series'),
                language.value,
              ),
              notes: [],
              source: sourceOfSeries('tableBusinesses', page, content, false),
            },
          ]
        : []),
    ];
  }

  const over = (view: (content: Catalogue) => TrendView[]) =>
    computed(() => {
      const content = catalogue();
      return content ? view(content) : [];
    });
  return { policies: over(viewPolicies), surroundings: over(viewSurroundings), edition };
}
