import type { Weighting, WeightingMargin } from '#domain/records/weighting.ts';
import type { CodedData } from '#domain/tabulation/dataset/columns.ts';
import { computeDataHash } from '#domain/tabulation/dataset/data-hash.ts';
import type { Dataset } from '#domain/tabulation/dataset/dataset.ts';
import { rake, rakeTrimmed, RakingError, type Margin, type WeightSummary } from './rake.ts';

/** A weighting as it is saved, with its id. */
export type SavedWeighting = Pick<Weighting, 'title' | 'margins' | 'trim'> & { id: string };

/** What known figures do not say about the people of a column. */
export interface MarginGaps {
  column: string;
  /** Categories without a figure in which somebody is: they keep the share that they have among the answers. */
  untargeted: { code: string; label: string; count: number }[];
  /** People of whom the category is not known: they keep their share as well. */
  unknown: number;
}

/** How the weights came out, and what the figures left open. */
export interface WeightingDiagnostics extends WeightSummary {
  rounds: number;
  gaps: MarginGaps[];
  /** Answers for which the sample has no weight: they do not count. 0 where raking begins from equal weights. */
  withoutBase: number;
}

/** The name of the column that holds a weighting's weights. */
export function weightColumnOf(id: string): string {
  return `weight:${id}`;
}

/** The limit of the weights as a multiple of their mean, where one is set. */
export function trimOf({ trim }: Pick<Weighting, 'trim'>): number | undefined {
  return typeof trim === 'number' && Number.isFinite(trim) && trim > 1 ? trim : undefined;
}

/** Whether any of the figures were made up, so that everything weighted by them is. */
export function isInvented({ margins }: Pick<Weighting, 'margins'>): boolean {
  return margins.some(({ invented }) => invented === true);
}

/**
 * A data set with one more column, `weight:<id>`: raked (`rake`) to the known figures, with the mean 1, so that a
 * weighted base is as large as the unweighted one. Who is in a category without a
 * figure, or whose category is not known, keeps as a group the share that it has where raking begins; a figure
 * of 0 gives the weight 0.
 *
 * @param given of each row what it stands for in the drawn sample, 0 where it is not of it: with it raking begins,
 *   else with equal weights
 * @throws RakingError for figures that no weights can meet, a category with a figure in which nobody is, a column that is
 *   not there, a weighting without any figures, and a sample of which no row is
 */
export function applyWeighting(
  dataset: Dataset,
  weighting: SavedWeighting,
  given?: Float64Array,
): { dataset: Dataset; diagnostics: WeightingDiagnostics } {
  if (weighting.margins.length === 0 && !given)
    throw new RakingError(weighting.title, null, 'noTarget', 'has no figures');
  const base = given ? normalised(given, weighting.title) : new Float64Array(dataset.rowCount).fill(1);
  const read = weighting.margins.map((margin) => readMargin(dataset, margin, base));
  const margins = read.length > 0 ? read.map(({ margin }) => margin) : [wholeMargin(weighting.title, base)];
  const limit = trimOf(weighting);
  const { weights, ...summary } =
    limit === undefined ? rake(base, margins) : rakeTrimmed(base, margins, limit);
  return {
    dataset: withWeights(dataset, weighting, weights),
    diagnostics: {
      ...summary,
      gaps: read.map(({ gaps }) => gaps),
      withoutBase: base.reduce((count, weight) => count + (weight > 0 ? 0 : 1), 0),
    },
  };
}

/** Where nothing is known but the sample: that all together stay as many, so that weights that are cut are made up for. */
function wholeMargin(name: string, base: Float64Array): Margin {
  const total = base.reduce((sum, weight) => sum + weight, 0);
  return { name, categories: [''], targets: [total], positions: new Int32Array(base.length) };
}

/** Weights with the mean 1 among those above 0. */
function normalised(given: Float64Array, title: string): Float64Array {
  let sum = 0;
  let count = 0;
  for (const weight of given) {
    if (!(weight > 0)) continue;
    sum += weight;
    count += 1;
  }
  if (count === 0) throw new RakingError(title, null, 'noBase', 'has no row of the sample');
  return given.map((weight) => (weight > 0 ? (weight * count) / sum : 0));
}

function withWeights(dataset: Dataset, { id, title }: SavedWeighting, values: Float64Array): Dataset {
  const name = weightColumnOf(id);
  const codebook = {
    columns: [...dataset.codebook.columns, { name, kind: 'weight' as const, label: title }],
  };
  const columns = new Map([
    ...dataset.columns,
    [name, { kind: 'weight' as const, values, missing: new Uint8Array(dataset.rowCount) }],
  ]);
  return {
    codebook,
    rowCount: dataset.rowCount,
    columns,
    hash: computeDataHash(codebook, dataset.rowCount, columns),
  };
}

/**
 * The figures as a margin for raking: those of whom nothing is known stand as one category more, whose target is
 * what they weigh at the beginning, and the figures are brought to the number of the others. All margins then have the same sum.
 */
function readMargin(
  dataset: Dataset,
  given: WeightingMargin,
  base: Float64Array,
): { margin: Margin; gaps: MarginGaps } {
  const column = dataset.columns.get(given.column);
  const label = dataset.codebook.columns.find(({ name }) => name === given.column)?.label ?? given.column;
  if (!column || !('categories' in column) || column.kind === 'multiple')
    throw new RakingError(label, null, 'unsuitableColumn', 'is no column with one answer');
  const targets = readTargets(column, label, given);
  const counts = countCategories(column);
  const isOpen = (position: number): boolean => targets[position] === undefined;
  const openPosition = column.categories.length;
  const positions = Int32Array.from(column.values, (value) =>
    value === 0 || isOpen(value - 1) ? openPosition : value - 1,
  );
  const untargeted = column.categories.flatMap(({ code, label: name }, position) =>
    isOpen(position) && counts[position + 1]! > 0
      ? [{ code, label: name, count: counts[position + 1]! }]
      : [],
  );
  const unknown = counts[0]!;
  let total = 0;
  let open = 0;
  base.forEach((weight, row) => {
    total += weight;
    if (positions[row] === openPosition) open += weight;
  });
  const sum = targets.reduce<number>((all, target) => all + (target ?? 0), 0);
  if (!(sum > 0)) throw new RakingError(label, null, 'noTarget', 'has no target above 0');
  const scale = (total - open) / sum;
  return {
    margin: {
      name: label,
      categories: [...column.categories.map((category) => category.label), ''],
      targets: [...targets.map((target) => (target ?? 0) * scale), open],
      positions,
    },
    gaps: { column: label, untargeted, unknown },
  };
}

/** The figure of each category, undefined where there is none. */
function readTargets(
  { categories }: CodedData,
  label: string,
  { targets: given }: WeightingMargin,
): (number | undefined)[] {
  const figures = typeof given === 'object' && given !== null && !Array.isArray(given) ? given : {};
  for (const code of Object.keys(figures))
    if (!categories.some((category) => category.code === code))
      throw new RakingError(label, code, 'unknownCategory', 'is no code of the column');
  return categories.map(({ code, label: name }) => {
    const figure = Object.hasOwn(figures, code) ? figures[code] : undefined;
    if (figure === undefined || figure === null) return undefined;
    if (typeof figure !== 'number' || !Number.isFinite(figure) || figure < 0)
      throw new RakingError(label, name, 'noAmount', `the target ${JSON.stringify(figure)} is no amount`);
    return figure;
  });
}

/** How many are in each category, from 1 on; at 0 those of whom it is not known. */
function countCategories({ categories, values }: CodedData): number[] {
  const counts = Array.from({ length: categories.length + 1 }, () => 0);
  for (const value of values) counts[value]! += 1;
  return counts;
}
