import { checkExpected, pearson, type ChiSquare } from '#domain/tabulation/statistics/chi-square.ts';
import { toContingency } from '#domain/tabulation/statistics/contingency.ts';
import { adjustPValues } from '#domain/tabulation/statistics/p-values.ts';
import {
  finiteSampleSize,
  wilson,
  type Interval,
} from '#domain/tabulation/statistics/proportion-interval.ts';
import { RETURN_DIMENSIONS, type ReturnCell, type ReturnDimension } from './return-cells.ts';
import { fitPropensities, type PropensityCell } from './response-propensity.ts';
import { countSent, countValid } from './unit-disposition.ts';

/** A category of a dimension: its share of the units asked, and of the valid answers. */
export interface CategoryComparison {
  code: string;
  asked: number;
  answered: number;
  askedShare: number;
  answeredShare: number;
  /** (answered − asked share) / √(asked share · (1 − asked share)); null where everybody is in the category. */
  standardised: number | null;
  /** 95 %, from Wilson's interval of the answered share. */
  interval: Interval | null;
  /** Unconditional partial R-indicator √(N_k / N) · (ρ_k − ρ): negative where too few answer. */
  partial: number;
}

/** How answers and units asked compare in one dimension. */
export interface DimensionComparison {
  dimension: ReturnDimension;
  categories: CategoryComparison[];
  /**
   * Goodness of fit to the units asked, with the correction for a sample that takes a part n / N
   * of them: X² / (1 − n / N), the same as Pearson's X² of answered and not by category. Null
   * where there is nothing to compare.
   */
  test: (ChiSquare & { adjustedP: number; isReliable: boolean }) | null;
  /** √Σ N_k / N · (ρ_k − ρ)² */
  partial: number;
  /** Share of the units asked of which the category is not known. */
  unknownShare: number;
}

/**
 * Whether "no bias" may be claimed: `unlike`: a difference was found; `alike`: every category's difference is
 * small for sure; `unsure`: the data show neither, and then it may not be claimed.
 */
export type BiasVerdict = 'unlike' | 'alike' | 'unsure';

/** Why it is unsure. */
export type UnsureReason = 'fewAnswers' | 'wide' | 'unknown';

/** How well those who answered stand for those who were asked, by what is known of all. */
export interface Representativeness {
  asked: number;
  answered: number;
  /** 1 − 2 S(ρ̂): 1 where everybody is as likely to answer. Null without enough to compute it. */
  indicator: number | null;
  /** What chance alone would give if everybody were as likely: 1 − 2 √(ρ (1 − ρ) · parameters / N). */
  indicatorByChance: number | null;
  /** S(ρ̂) / ρ: no mean of anything goes wrong by more of its standard deviations on account of these attributes. */
  maximalBias: number | null;
  dimensions: DimensionComparison[];
  verdict: BiasVerdict;
  reasons: UnsureReason[];
}

/** Differences below it, in standard deviations, are called small (Cohen 1988). */
export const SMALL_DIFFERENCE = 0.2;
const SIGNIFICANT = 0.05;
/** With fewer answers, or fewer units, nothing is said. */
const FEWEST_ANSWERS = 30;
const MOST_UNKNOWN = 0.1;

/**
 * Compares those who answered with those who were asked. Units that turned out not to belong to
 * the survey are left out. R-indicators after Schouten, Cobben and Bethlehem (2009), partial
 * ones after Schouten, Shlomo and Skinner (2011).
 */
export function compareWithAsked(cells: readonly ReturnCell[]): Representativeness {
  const grouped = cells
    .map((cell) => ({
      codes: RETURN_DIMENSIONS.map((dimension) => cell[dimension]),
      units: countSent(cell.counts) - cell.counts.notEligible,
      answered: countValid(cell.counts),
    }))
    .filter(({ units }) => units > 0);
  const asked = sum(grouped.map(({ units }) => units));
  const answered = sum(grouped.map((cell) => cell.answered));
  const compared = RETURN_DIMENSIONS.map((dimension, index) =>
    compareDimension(dimension, sumBy(grouped, index), { asked, answered }),
  );
  const adjusted = adjustPValues(
    compared.flatMap(({ test }) => (test ? [test.p] : [])),
    'holm',
  );
  const dimensions = compared.map((each) =>
    each.test ? { ...each, test: { ...each.test, adjustedP: adjusted.shift()! } } : each,
  );
  return {
    asked,
    answered,
    ...computeIndicators(grouped, asked, answered),
    dimensions,
    ...judge(dimensions, answered),
  };
}

type Indicators = Pick<Representativeness, 'indicator' | 'indicatorByChance' | 'maximalBias'>;

function computeIndicators(cells: readonly PropensityCell[], asked: number, answered: number): Indicators {
  if (asked < 2 || answered === 0) return { indicator: null, indicatorByChance: null, maximalBias: null };
  const propensities = fitPropensities(cells);
  const mean = sum(cells.map(({ units }, index) => units * propensities[index]!)) / asked;
  const squares = sum(cells.map(({ units }, index) => units * (propensities[index]! - mean) ** 2));
  const deviation = Math.sqrt(squares / (asked - 1));
  const parameters = sum(
    RETURN_DIMENSIONS.map((_, index) => new Set(cells.map(({ codes }) => codes[index])).size - 1),
  );
  return {
    indicator: 1 - 2 * deviation,
    indicatorByChance: 1 - 2 * Math.sqrt((mean * (1 - mean) * parameters) / asked),
    maximalBias: deviation / mean,
  };
}

interface Totals {
  asked: number;
  answered: number;
}

function sumBy(cells: readonly PropensityCell[], dimension: number): Map<string, Totals> {
  const totals = new Map<string, Totals>();
  for (const { codes, units, answered } of cells) {
    const code = codes[dimension]!;
    const before = totals.get(code) ?? { asked: 0, answered: 0 };
    totals.set(code, { asked: before.asked + units, answered: before.answered + answered });
  }
  return totals;
}

function compareDimension(
  dimension: ReturnDimension,
  totals: ReadonlyMap<string, Totals>,
  all: Totals,
): DimensionComparison {
  const categories = [...totals]
    .map(([code, own]) => compareCategory(code, own, all))
    .sort((a, b) => b.asked - a.asked || (a.code < b.code ? -1 : 1));
  const table = toContingency(categories.map(({ asked, answered }) => [answered, asked - answered]));
  return {
    dimension,
    categories,
    test: table && { ...pearson(table), adjustedP: 1, isReliable: checkExpected(table).valid },
    partial: Math.sqrt(sum(categories.map(({ partial }) => partial ** 2))),
    unknownShare: all.asked === 0 ? 0 : (totals.get('')?.asked ?? 0) / all.asked,
  };
}

function compareCategory(code: string, own: Totals, all: Totals): CategoryComparison {
  const askedShare = own.asked / all.asked;
  const answeredShare = all.answered === 0 ? 0 : own.answered / all.answered;
  const scale = Math.sqrt(askedShare * (1 - askedShare));
  const isComparable = scale > 0 && all.answered > 0;
  const toStandard = (share: number): number => (share - askedShare) / scale;
  return {
    code,
    ...own,
    askedShare,
    answeredShare,
    standardised: isComparable ? toStandard(answeredShare) : null,
    interval: isComparable ? standardiseInterval(answeredShare, all, toStandard) : null,
    partial: Math.sqrt(askedShare) * (own.answered / own.asked - all.answered / all.asked),
  };
}

function standardiseInterval(
  share: number,
  { asked, answered }: Totals,
  toStandard: (share: number) => number,
): Interval {
  const { low, high } = wilson(share, finiteSampleSize(answered, asked));
  return { low: toStandard(low), high: toStandard(high) };
}

function judge(
  dimensions: readonly DimensionComparison[],
  answered: number,
): Pick<Representativeness, 'verdict' | 'reasons'> {
  if (answered < FEWEST_ANSWERS) return { verdict: 'unsure', reasons: ['fewAnswers'] };
  if (dimensions.some(({ test }) => test && test.adjustedP < SIGNIFICANT))
    return { verdict: 'unlike', reasons: [] };
  const reasons: UnsureReason[] = [];
  const intervals = dimensions.flatMap(({ categories }) =>
    categories.flatMap(({ interval }) => interval ?? []),
  );
  if (intervals.length === 0 || intervals.some(({ low, high }) => Math.max(-low, high) > SMALL_DIFFERENCE))
    reasons.push('wide');
  if (dimensions.some(({ unknownShare }) => unknownShare > MOST_UNKNOWN)) reasons.push('unknown');
  return { verdict: reasons.length === 0 ? 'alike' : 'unsure', reasons };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
