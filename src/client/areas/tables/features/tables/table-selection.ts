import type { LocationQuery, LocationQueryRaw } from 'vue-router';
import type { TableSpec } from '#domain/tabulation/table-spec.ts';
import { listAttributes, type Question } from './questions.ts';

/** What a cell shows. */
export const CELL_UNITS = ['percent', 'count', 'points'] as const;
export type CellUnit = (typeof CELL_UNITS)[number];

/** What the tables page shows, as it stands in the address. */
export interface TableSelection {
  /** The survey that is counted; without one it is the newest. */
  survey: string | undefined;
  /** The question across the top (表頭). */
  item: string;
  /** The attribute down the side (表側); none is the simple table. */
  by: string | undefined;
  unit: CellUnit;
  base: TableSpec['base'];
  /** Shows groups too small to be shown otherwise. */
  showsSmall: boolean;
  /** The group that stands beside the total in the chart of a multiple answer. */
  group: string | undefined;
}

/** Reads a selection from the address; what the survey does not have is ignored. */
export function parseSelection(
  query: LocationQuery,
  questions: readonly Question[],
): TableSelection | undefined {
  const first = (key: string) => firstOf(query[key]);
  const item =
    questions.find(({ code }) => code === first('item')) ??
    questions.find(({ kind }) => kind === 'multiple') ??
    questions[0];
  if (!item) return undefined;
  const by = listAttributes(questions).find(({ code }) => code === first('by') && code !== item.code);
  const unit = CELL_UNITS.find((candidate) => candidate === first('unit')) ?? 'percent';
  return {
    survey: parseSurvey(query),
    item: item.code,
    by: by?.code,
    // Without groups there is nothing to differ from the total.
    unit: unit === 'points' && !by ? 'percent' : unit,
    base: first('base') === 'answered' ? 'answered' : 'asked',
    showsSmall: first('small') === '1',
    group: by?.categories.find(({ code }) => code === first('group'))?.code,
  };
}

/** The survey that the address names. */
export function parseSurvey(query: LocationQuery): string | undefined {
  return firstOf(query['survey']);
}

function firstOf(value: LocationQuery[string] | undefined): string | undefined {
  return (Array.isArray(value) ? value[0] : value) ?? undefined;
}

/** A selection as the address carries it. */
export function toQuery({
  survey,
  item,
  by,
  unit,
  base,
  showsSmall,
  group,
}: TableSelection): LocationQueryRaw {
  return {
    ...(survey && { survey }),
    item,
    ...(by && { by }),
    ...(unit !== 'percent' && { unit }),
    ...(base !== 'asked' && { base }),
    ...(showsSmall && { small: '1' }),
    ...(by && group && { group }),
  };
}

/** The table that a selection asks for. Only multiple answers are sorted: categories of single ones may be bands. */
export function toTableSpec({ item, by, base }: TableSelection, questions: readonly Question[]): TableSpec {
  const isMultiple = questions.some(({ code, kind }) => code === item && kind === 'multiple');
  return {
    stub: [by ? [by] : []],
    banner: [item],
    base,
    // What the marks of the groups stand on.
    tests: by ? { residuals: true } : null,
    sort: isMultiple ? 'descending' : 'codebook',
  };
}
