import type { LocationQuery, LocationQueryRaw, LocationQueryValue } from 'vue-router';
import type { DerivedColumn } from '#domain/tabulation/dataset/derived-columns.ts';
import { isDerivedColumn } from '#domain/tabulation/reading/read-spec.ts';
import type { FilterCondition, TableSpec } from '#domain/tabulation/table-spec.ts';
import type { WantedWave } from '#client/workers/tabulation/tabulation-contract.ts';
import { listAttributes, type Question } from './questions.ts';

/** What a cell shows. */
export const CELL_UNITS = ['percent', 'count', 'points', 'column'] as const;
export type CellUnit = (typeof CELL_UNITS)[number];

/** Whether cells of several surveys beside each other can be in a unit: there is no total of all to differ from or to be a part of. */
export function isUnitOfWaves(unit: CellUnit): boolean {
  return unit === 'percent' || unit === 'count';
}

/** With what groups are compared: all together (arrows), or each other (letters). */
export const COMPARISONS = ['total', 'groups'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** In which form the chart is. */
export const CHART_FORMS = ['bars', 'heat'] as const;
export type ChartForm = (typeof CHART_FORMS)[number];

/** What the tables page shows, as it stands in the address. */
export interface TableSelection {
  /** The survey that is counted; without one it is the newest. */
  survey: string | undefined;
  /** Others whose tables stand beside it. */
  waves: string[];
  /** The questions across the top (表頭). */
  items: string[];
  /** The groups down the side (表側), each of one attribute or of two nested; none is the simple table. */
  by: string[][];
  /** Only who answered so. */
  filter: FilterCondition[];
  /** Columns that the person made. */
  own: DerivedColumn[];
  /** A column of weights. */
  weight: string | undefined;
  /** Of surveys beside by which of their own weights they count. */
  waveWeights: Readonly<Record<string, string>>;
  unit: CellUnit;
  comparison: Comparison;
  base: TableSpec['base'];
  /** Several answers by frequency, not in the order of the questionnaire. */
  isSorted: boolean;
  /** Shows groups too small to be shown otherwise. */
  showsSmall: boolean;
  /** The group that stands beside the total in the chart of a multiple answer. */
  group: string | undefined;
  chart: ChartForm;
}

/** More across or down than these nobody reads on a screen; a report book takes any number. */
export const MAX_ITEMS = 4;
export const MAX_GROUPS = 6;

/** Reads a selection from the address; what the survey does not have is ignored. */
export function parseSelection(
  query: LocationQuery,
  questions: readonly Question[],
): TableSelection | undefined {
  const first = (key: string) => firstOf(query[key]);
  const codes = new Map(questions.map((question) => [question.code, question]));
  const attributes = new Set(listAttributes(questions).map(({ code }) => code));
  const named = (first('item') ?? '').split(',').filter((code) => codes.has(code));
  const fallback = questions.find(({ kind }) => kind === 'multiple') ?? questions[0];
  const items = named.length > 0 ? [...new Set(named)].slice(0, MAX_ITEMS) : fallback ? [fallback.code] : [];
  if (items.length === 0) return undefined;
  const by = (first('by') ?? '')
    .split(',')
    .map((names) => [...new Set(names.split('~'))].slice(0, 2))
    .filter(
      (names, index, all) =>
        names.every((name) => attributes.has(name)) &&
        !(names.length === 1 && items.length === 1 && names[0] === items[0]) &&
        all.findIndex((other) => other.join('~') === names.join('~')) === index,
    )
    .slice(0, MAX_GROUPS);
  const unit = CELL_UNITS.find((candidate) => candidate === first('unit')) ?? 'percent';
  const [only] = by.length === 1 && by[0]!.length === 1 ? by[0]! : [];
  return {
    survey: parseSurvey(query),
    waves: (first('waves') ?? '').split(',').filter((id) => id !== ''),
    items,
    by,
    filter: parseFilter(query['f'], codes),
    own: parseOwn(query),
    weight: first('weight'),
    waveWeights: parseWaveWeights(first('waveWeights')),
    // Without groups there is nothing to differ from the total, and no column to be a part of.
    unit: by.length === 0 && (unit === 'points' || unit === 'column') ? 'percent' : unit,
    comparison: first('compare') === 'groups' ? 'groups' : 'total',
    base: first('base') === 'answered' ? 'answered' : 'asked',
    isSorted: first('sort') !== 'codebook',
    showsSmall: first('small') === '1',
    group: codes.get(only ?? '')?.categories.find(({ code }) => code === first('group'))?.code,
    chart: by.length > 0 && first('chart') === 'heat' ? 'heat' : 'bars',
  };
}

/** Reads `survey~column` for each survey beside. */
function parseWaveWeights(text = ''): Record<string, string> {
  const pairs = text.split(',').map((pair) => pair.split('~'));
  return Object.fromEntries(pairs.flatMap(([id, column]) => (id && column ? [[id, column]] : [])));
}

/** The survey that the address names. */
export function parseSurvey(query: LocationQuery): string | undefined {
  return firstOf(query['survey']);
}

/** The columns of one's own that the address bears; what is no such column is ignored. */
export function parseOwn(query: LocationQuery): DerivedColumn[] {
  try {
    const parsed: unknown = JSON.parse(firstOf(query['own']) ?? '[]');
    return Array.isArray(parsed) ? parsed.filter(isDerivedColumn) : [];
  } catch {
    return [];
  }
}

function parseFilter(
  value: LocationQuery[string] | undefined,
  codes: ReadonlyMap<string, Question>,
): FilterCondition[] {
  const texts = Array.isArray(value) ? value : [value];
  return texts.flatMap((text: LocationQueryValue | undefined): FilterCondition[] => {
    const [column = '', list = ''] = (text ?? '').split(':');
    const known = codes.get(column)?.categories ?? [];
    const chosen = list.split(',').filter((code) => known.some((category) => category.code === code));
    return chosen.length > 0 ? [{ column, in: chosen }] : [];
  });
}

function firstOf(value: LocationQuery[string] | undefined): string | undefined {
  return (Array.isArray(value) ? value[0] : value) ?? undefined;
}

/** A selection as the address carries it. */
export function toQuery(selection: TableSelection): LocationQueryRaw {
  const { survey, waves, items, by, filter, own, weight, unit, comparison, base, group, chart } = selection;
  const waveWeights = Object.entries(selection.waveWeights).map((pair) => pair.join('~'));
  return {
    ...(survey && { survey }),
    ...(waves.length > 0 && { waves: waves.join(',') }),
    item: items.join(','),
    ...(by.length > 0 && { by: by.map((names) => names.join('~')).join(',') }),
    ...(filter.length > 0 && { f: filter.map(({ column, in: codes }) => `${column}:${codes.join(',')}`) }),
    ...(own.length > 0 && { own: JSON.stringify(own) }),
    ...(weight && { weight }),
    ...(waveWeights.length > 0 && { waveWeights: waveWeights.join(',') }),
    ...(unit !== 'percent' && { unit }),
    ...(comparison !== 'total' && { compare: comparison }),
    ...(base !== 'asked' && { base }),
    ...(!selection.isSorted && { sort: 'codebook' }),
    ...(selection.showsSmall && { small: '1' }),
    ...(group && { group }),
    ...(chart !== 'bars' && { chart }),
  };
}

/** The surveys that a selection puts beside its own. */
export function toWaves({ waves, waveWeights }: Pick<TableSelection, 'waves' | 'waveWeights'>): WantedWave[] {
  return waves.map((surveyId) => {
    const weight = waveWeights[surveyId];
    return { surveyId, ...(weight !== undefined && { weight }) };
  });
}

/** Whether what stands across can stand down the side and the other way round. */
export function canSwap({ items, by }: TableSelection, questions: readonly Question[]): boolean {
  const attributes = new Set(listAttributes(questions).map(({ code }) => code));
  return (
    by.length > 0 &&
    by.length <= MAX_ITEMS &&
    by.every((names) => names.length === 1) &&
    items.every((item) => attributes.has(item))
  );
}

/** The table with what stood across down the side. */
export function swap(selection: TableSelection): TableSelection {
  const { items, by } = selection;
  return {
    ...selection,
    items: by.map(([name]) => name!),
    by: items.map((item) => [item]),
    group: undefined,
  };
}

/**
 * The tables that a selection asks for, one for each question across, with everything that a reader may ask of them.
 * (Fisher's test and simulations take their time: they are asked for one by one.) Only several answers are sorted:
 * the categories of single ones may be bands.
 */
export function toTableSpecs(selection: TableSelection, questions: readonly Question[]): TableSpec[] {
  const { items, by, filter, own, weight, base, comparison } = selection;
  // The answers of several surveys stand in one order.
  const isSorted = selection.isSorted && selection.waves.length === 0;
  const hasGroups = by.length > 0;
  return items.flatMap((code): TableSpec[] => {
    const question = questions.find((each) => each.code === code);
    if (!question) return [];
    return [
      {
        stub: hasGroups ? by : [[]],
        banner: question.columns,
        ...(own.length > 0 && { columns: own }),
        ...(filter.length > 0 && { filter: { all: filter } }),
        ...(weight && { weight }),
        base,
        tests: {
          interval: 'wilson',
          ...(hasGroups && { chiSquare: true, residuals: true }),
          ...(hasGroups &&
            comparison === 'groups' && { columnProportions: { alpha: [0.05, 0.01], adjust: 'holm' } }),
        },
        sort: isSorted && question.kind === 'multiple' ? 'descending' : 'codebook',
      },
    ];
  });
}
