import { AGE_BANDS } from '#domain/casework/management/backlog.ts';
import type { BootstrapInterval } from '#domain/casework/management/bootstrap.ts';
import { CLIENT_KINDS } from '#domain/casework/management/client-kinds.ts';
import type { LorenzPoint } from '#domain/casework/management/concentration.ts';
import type { Coverage } from '#domain/casework/management/coverage.ts';
import { OUTCOMES, type Outcome } from '#domain/casework/management/outcomes.ts';
import type { Overview } from '#domain/casework/management/overview.ts';
import { COUNT_DIMENSIONS, type CountDimension } from '#domain/records/establishment-count.ts';
import type { CensusName } from '#client/workers/management/management-contract.ts';
import { formatDate, formatFiscalYear, formatList, formatNumber } from '#ui/format.ts';
import type { Messages } from '#ui/messages.ts';
import type { FigureCell, FigureTable } from './figure.ts';
import type { overviewMessages } from './overview-messages.ts';
import { toFigureKey } from './overview-settings.ts';
import type { DimensionWords } from './use-dimension-words.ts';

type Key = typeof overviewMessages extends Messages<infer K> ? K : never;

/** What the figures need to be said. */
export interface FigureContext {
  t: (key: Key, values?: Record<string, string | number>) => string;
  words: DimensionWords;
  nameOf: (userId: string) => string;
  census: CensusName | undefined;
  gapYears: number;
  interval: BootstrapInterval | null | undefined;
}

/** So many kinds of companies and places stand on the page. */
const SHOWN_STRATA = 10;
const SHOWN_PLACES = 12;
const CURVE_STEPS = 20;

/** The figures of the page, in the order in which they are read. */
export function listFigures(overview: Overview, context: FigureContext): FigureTable[] {
  return [
    clientFigure(overview, context),
    concentrationFigure(overview, context),
    ...COUNT_DIMENSIONS.map((dimension) => coverageFigure(overview, dimension, context)),
    strataFigure(overview, context),
    placesFigure(overview, context),
    backlogFigure(overview, context),
    ...(overview.outcomes ? [outcomeFigure(overview.outcomes, overview.fiscalYear, context)] : []),
    loadFigure(overview, context),
  ];
}

function clientFigure(
  { years, fiscalYear, recorded }: Overview,
  { t, gapYears }: FigureContext,
): FigureTable {
  // The newest stands first in the table, last among the bars as time goes.
  const shown = [...years].reverse();
  return {
    key: 'clients',
    title: t('clients'),
    how: t('clientsHow', { gap: gapYears }),
    note:
      recorded && recorded.first > years[0]!.fiscalYear - 1
        ? t('clientsFirst', { year: formatFiscalYear(recorded.first) })
        : undefined,
    columns: [t('fiscalYear'), t('contacts'), t('unique'), ...CLIENT_KINDS.map((kind) => t(kind))],
    rows: shown.map((year) => ({
      label: formatFiscalYear(year.fiscalYear),
      cells: [
        toCell(year.contacts),
        ...(['unique', ...CLIENT_KINDS] as const).map((kind) =>
          // Only the companies of the chosen year are a tap away: its filters are those of the list.
          toCell(
            year[kind],
            year.fiscalYear === fiscalYear ? toFigureKey({ of: 'clients', kind }) : undefined,
          ),
        ),
      ],
    })),
    bars: {
      layout: 'stacked',
      categories: years.map(({ fiscalYear: year }) => formatFiscalYear(year)),
      series: CLIENT_KINDS.map((kind) => ({
        label: t(kind),
        values: years.map((year) => ({
          percent: year.unique === 0 ? null : (100 * year[kind]) / year.unique,
          text: formatNumber(year[kind]),
        })),
      })),
    },
  };
}

function concentrationFigure(
  { span, ofServed, ofAll, often }: Overview,
  { t, interval }: FigureContext,
): FigureTable {
  const decimals = (value: number | null): FigureCell => ({
    text: value === null ? '－' : value.toFixed(3),
    value: value === null ? null : Math.round(value * 1e6) / 1e6,
  });
  const range =
    interval &&
    t('interval', {
      low: interval.low.toFixed(3),
      high: interval.high.toFixed(3),
      n: formatNumber(interval.replicates),
      seed: interval.seed,
    });
  return {
    key: 'concentration',
    title: t('concentration'),
    how: t('concentrationHow'),
    note: t('concentrationSpan', { from: formatFiscalYear(span.from), to: formatFiscalYear(span.to) }),
    columns: [t('measure'), t('value')],
    rows: [
      { label: t('companies'), cells: [toCell(ofServed.n)] },
      { label: t('contacts'), cells: [toCell(ofServed.c)] },
      {
        label: t('topTenth'),
        hint: t('topTenthHow'),
        cells: [{ ...toShare(ofServed.topTenth), behind: toFigureKey({ of: 'topTenth' }) }],
      },
      {
        label: t('often', { n: often.least }),
        cells: [toCell(often.companies, toFigureKey({ of: 'often' }))],
      },
      { label: t('gini'), hint: t('giniHow'), cells: [decimals(ofServed.gini)] },
      {
        label: t('corrected'),
        hint: [t('correctedHow'), range].filter(Boolean).join(' '),
        cells: [decimals(ofAll.correctedGini)],
      },
      { label: t('hhi'), hint: t('hhiHow'), cells: [decimals(ofServed.hhi)] },
    ],
    curves: ofServed.c > 0 ? { curves: toCurves(ofServed.lorenz, t), label: t('lorenzLabel') } : undefined,
  };
}

/** The curve at even steps, which is what the chart can draw. */
function toCurves(lorenz: readonly LorenzPoint[], t: FigureContext['t']) {
  const steps = Array.from({ length: CURVE_STEPS + 1 }, (_, index) => index / CURVE_STEPS);
  return {
    days: steps.map((step) => `${Math.round(100 * step)}%`),
    series: [
      { label: t('lorenz'), values: steps.map((step) => 100 * heightAt(lorenz, step)) },
      { label: t('equal'), values: steps.map((step) => 100 * step) },
    ],
  };
}

function heightAt(lorenz: readonly LorenzPoint[], at: number): number {
  const next = lorenz.findIndex(({ companies }) => companies >= at - 1e-12);
  const to = lorenz[next] ?? { companies: 1, contacts: 1 };
  const from = lorenz[next - 1] ?? { companies: 0, contacts: 0 };
  const width = to.companies - from.companies;
  return width === 0
    ? to.contacts
    : from.contacts + ((at - from.companies) / width) * (to.contacts - from.contacts);
}

function coverageFigure(
  { coverage, fiscalYear, hasCensus }: Overview,
  dimension: CountDimension,
  { t, words, census }: FigureContext,
): FigureTable {
  const parts = sortParts(coverage[dimension], dimension, words);
  const known = parts.filter(({ share }) => share !== null);
  const base = census
    ? t('coverageCensus', { title: census.title, source: census.source, date: formatDate(census.sourcedOn) })
    : t('coverageRegister');
  return {
    key: `coverage-${dimension}`,
    title: t('coverage', { dimension: t(dimension) }),
    how: t('coverageHow', { year: formatFiscalYear(fiscalYear), base }),
    note: hasCensus ? (census?.invented ? t('inventedFigures') : undefined) : t('noCensus'),
    isCaution: true,
    columns: [t(dimension), t('served'), t('total'), t('share')],
    rows: parts.map(({ codes, served, total, share }) => ({
      label: words.label(dimension, codes[dimension]) || t('unknown'),
      cells: [
        toCell(served, codes[dimension] ? toFigureKey({ of: 'served', codes }) : undefined),
        total === null ? toCell(null) : toCell(Math.round(total)),
        toShare(share),
      ],
    })),
    bars:
      known.length > 0
        ? {
            layout: 'grouped',
            categories: known.map(({ codes }) => words.label(dimension, codes[dimension])),
            series: [
              {
                label: t('share'),
                values: known.map(({ share }) => ({ percent: 100 * share!, text: toShare(share).text })),
              },
            ],
          }
        : undefined,
  };
}

function strataFigure(
  { strata, unreached, unnamedWishes }: Overview,
  { t, words }: FigureContext,
): FigureTable {
  const { by, weak, overall } = strata;
  const waiting = (codes: Coverage['codes']): number =>
    unreached.filter(({ company }) => by.every((name) => company[name] === codes[name])).length;
  return {
    key: 'strata',
    title: t('strata'),
    how: t('strataHow', {
      dimensions: formatList(by.map((name) => t(name))),
      share: toShare(overall?.share ?? null).text,
    }),
    note: unnamedWishes > 0 ? t('unnamed', { n: formatNumber(unnamedWishes) }) : undefined,
    columns: [t('stratum'), t('served'), t('total'), t('share'), t('wishing')],
    rows: weak
      .slice(0, SHOWN_STRATA)
      .map(({ codes, served, total, share }) => ({
        label: by.map((name) => words.label(name, codes[name])).join(' × '),
        cells: [toCell(served), toCell(total), toShare(share), toCell(waiting(codes))],
      })),
  };
}

function placesFigure({ places, span }: Overview, { t, words }: FigureContext): FigureTable {
  return {
    key: 'places',
    title: t('places'),
    how: t('placesHow', { from: formatFiscalYear(span.from), to: formatFiscalYear(span.to) }),
    columns: [t('place'), t('companies'), t('served'), t('wishing')],
    rows: places
      .slice(0, SHOWN_PLACES)
      .map(({ municipality, companies, served, wishing }) => ({
        label: words.label('municipality', municipality),
        cells: [
          toCell(companies, toFigureKey({ of: 'place', municipality })),
          toCell(served),
          toCell(wishing),
        ],
      })),
  };
}

function backlogFigure({ leads, referrals }: Overview, { t }: FigureContext): FigureTable {
  const both = [leads, referrals];
  const line = (label: string, cells: FigureCell[]) => ({ label, cells });
  const bandName = ({ from, to }: (typeof AGE_BANDS)[number]): string =>
    to === Infinity ? t('daysFrom', { from }) : t('days', { from, to });
  return {
    key: 'backlog',
    title: t('backlog'),
    how: t('backlogHow'),
    columns: [t('age'), t('leads'), t('referrals')],
    rows: [
      ...AGE_BANDS.map((band, index) =>
        line(
          bandName(band),
          both.map(({ bands }) => toCell(bands[index]!)),
        ),
      ),
      line(t('sum'), [
        toCell(leads.total, toFigureKey({ of: 'leads' })),
        toCell(referrals.total, toFigureKey({ of: 'referrals' })),
      ]),
      line(
        t('overdue'),
        both.map(({ overdue }) => toCell(overdue)),
      ),
      line(t('unassigned'), [toCell(leads.unassigned), toCell(null)]),
    ],
    bars: {
      layout: 'plain',
      categories: AGE_BANDS.map(bandName),
      series: [
        { label: t('leads'), values: leads.bands.map(toBar) },
        { label: t('referrals'), values: referrals.bands.map(toBar) },
      ],
    },
  };
}

/** What became of cases handed to institutions: three words that stay apart, of whom each is. */
function outcomeFigure(
  outcomes: Record<Outcome, number>,
  fiscalYear: number,
  { t }: FigureContext,
): FigureTable {
  return {
    key: 'outcomes',
    title: t('outcomes'),
    how: t('outcomesHow', { year: formatFiscalYear(fiscalYear) }),
    columns: [t('outcome'), t('cases')],
    rows: OUTCOMES.map((outcome) => ({
      label: t(outcome),
      cells: [toCell(outcomes[outcome], toFigureKey({ of: 'outcome', outcome }))],
    })),
  };
}

function loadFigure({ load }: Overview, { t, nameOf }: FigureContext): FigureTable {
  return {
    key: 'load',
    title: t('load'),
    how: t('loadHow'),
    columns: [t('person'), t('leads'), t('steps'), t('visits')],
    rows: load.map(({ userId, leads, steps, visits }) => ({
      label: nameOf(userId),
      cells: [toCell(leads), toCell(steps), toCell(visits)],
    })),
  };
}

function sortParts(parts: readonly Coverage[], dimension: CountDimension, words: DimensionWords): Coverage[] {
  return [...parts].sort(
    (one, other) =>
      words.placeOf(dimension, one.codes[dimension]) - words.placeOf(dimension, other.codes[dimension]) || 0,
  );
}

function toCell(value: number | null, behind?: string): FigureCell {
  return {
    text: value === null ? '－' : formatNumber(value),
    value,
    ...(behind !== undefined && value !== 0 && { behind }),
  };
}

function toShare(share: number | null): FigureCell {
  return share === null
    ? { text: '－', value: null }
    : { text: `${(100 * share).toFixed(1)}%`, value: Math.round(share * 1e4) / 100 };
}

function toBar(count: number) {
  return { percent: count, text: formatNumber(count) };
}
