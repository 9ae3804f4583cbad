import { effectiveSize } from '#domain/tabulation/statistics/effective-size.ts';

/** What is known of everybody: how many (or which part) are in each category of a column. */
export interface Margin {
  name: string;
  /** The target of each category by its position; all margins are brought to the sum of the first one. */
  targets: readonly number[];
  /** Labels of the categories, for messages. */
  categories: readonly string[];
  /** Of each person the position of the category, −1 where it is not known: that margin leaves the weight alone. */
  positions: ArrayLike<number>;
}

/** How unequal weights are: `deff` = n Σw² / (Σw)² is how many times more people would have to be asked (Kish 1965). */
export interface WeightSummary {
  min: number;
  max: number;
  deff: number;
  effectiveSize: number;
}

/** Weights that meet every target, and how they came about. */
export interface RakedWeights extends WeightSummary {
  weights: Float64Array;
  rounds: number;
}

/** Why weights cannot be made; `raking-words.ts` says it in words. */
export type RakingFault =
  | 'unsuitableColumn'
  | 'unknownCategory'
  | 'noAmount'
  | 'emptyCategory'
  | 'noTarget'
  | 'contradiction'
  | 'limitTooLow'
  | 'noBase';

/** Targets that no weights can meet; `category` names the one nobody is in, where that is why. */
export class RakingError extends Error {
  constructor(
    readonly margin: string,
    readonly category: string | null,
    readonly fault: RakingFault,
    reason: string,
  ) {
    super(category === null ? `${margin}: ${reason}` : `${margin}, category "${category}": ${reason}`);
    this.name = 'RakingError';
  }
}

/** The largest relative distance from a target that is left. */
const TOLERANCE = 1e-10;
const MAX_ROUNDS = 10_000;
const MAX_TRIMS = 1000;

/**
 * Rakes weights to known margins (iterative proportional fitting, Deming and Stephan 1940): margin by margin the weights
 * of each category are multiplied so that they sum to its target, until all are met to 1e-10.
 *
 * @param base weights to begin with (of the sample, of non-response); none below 0
 * @throws RakingError for a target of a category in which nobody has weight, targets that are no numbers, and margins that
 *   contradict each other
 */
export function rake(base: Float64Array, margins: readonly Margin[]): RakedWeights {
  const weights = Float64Array.from(base);
  const total = sumOf(margins[0]?.targets ?? []);
  const goals = margins.map((margin) => scaleTargets(margin, weights, total));
  let rounds = 0;
  for (; distance(weights, margins, goals) > TOLERANCE; rounds++) {
    if (rounds === MAX_ROUNDS)
      throw new RakingError(
        margins.map(({ name }) => name).join(', '),
        null,
        'contradiction',
        'no weights meet all targets',
      );
    margins.forEach((margin, index) => adjust(weights, margin, goals[index]!));
  }
  return { weights, rounds, ...summariseWeights(weights) };
}

/**
 * Rakes, cuts weights at a multiple of their mean and rakes again, until no weight is above it (Izrael, Battaglia and
 * Frankel 2009): a few heavy answers must not decide a table.
 *
 * @param limit as a multiple of the mean weight, above 1
 * @throws RakingError as `rake`, and when the targets cannot be met below the limit
 */
export function rakeTrimmed(base: Float64Array, margins: readonly Margin[], limit: number): RakedWeights {
  let raked = rake(base, margins);
  let { rounds } = raked;
  for (let trims = 0; ; trims++) {
    const counted = raked.weights.filter((weight) => weight > 0);
    const most = (limit * sumOf(counted)) / counted.length;
    if (!(raked.max > most * (1 + 1e-6))) return { ...raked, rounds };
    if (trims === MAX_TRIMS)
      throw new RakingError(
        margins.map(({ name }) => name).join(', '),
        null,
        'limitTooLow',
        `no weights up to ${limit} times their mean meet all targets`,
      );
    raked = rake(
      raked.weights.map((weight) => Math.min(weight, most)),
      margins,
    );
    rounds += raked.rounds;
  }
}

/** Smallest and largest weight above 0, and what their inequality costs. */
export function summariseWeights(weights: Float64Array): WeightSummary {
  const counted = weights.filter((weight) => weight > 0);
  const sum = sumOf(counted);
  const size = effectiveSize(
    sum,
    counted.reduce((all, weight) => all + weight * weight, 0),
  );
  return {
    min: counted.reduce((least, weight) => Math.min(least, weight), Infinity),
    max: counted.reduce((most, weight) => Math.max(most, weight), 0),
    deff: counted.length / size,
    effectiveSize: size,
  };
}

/** The targets brought to the common total. @throws RakingError for one that cannot be met */
function scaleTargets(
  { name, targets, categories, positions }: Margin,
  weights: Float64Array,
  total: number,
): number[] {
  const sums = sumByCategory(weights, positions, targets.length);
  targets.forEach((target, position) => {
    const category = categories[position] ?? String(position);
    if (!(target >= 0 && Number.isFinite(target)))
      throw new RakingError(name, category, 'noAmount', `the target ${target} is no amount`);
    if (target > 0 && sums[position] === 0)
      throw new RakingError(name, category, 'emptyCategory', 'has a target, but nobody is in it');
  });
  const sum = sumOf(targets);
  if (!(sum > 0)) throw new RakingError(name, null, 'noTarget', 'has no target above 0');
  return targets.map((target) => (target / sum) * total);
}

function adjust(weights: Float64Array, { positions }: Margin, goals: readonly number[]): void {
  const sums = sumByCategory(weights, positions, goals.length);
  const factors = goals.map((goal, position) => (sums[position]! > 0 ? goal / sums[position]! : 0));
  for (let row = 0; row < weights.length; row++) {
    const position = positions[row]!;
    if (position >= 0) weights[row]! *= factors[position]!;
  }
}

/** The largest relative distance of any category from its goal. */
function distance(
  weights: Float64Array,
  margins: readonly Margin[],
  goals: readonly (readonly number[])[],
): number {
  return margins.reduce((most, { positions }, index) => {
    const sums = sumByCategory(weights, positions, goals[index]!.length);
    return goals[index]!.reduce(
      (all, goal, position) => Math.max(all, Math.abs(sums[position]! - goal) / (goal || 1)),
      most,
    );
  }, 0);
}

function sumByCategory(weights: Float64Array, positions: ArrayLike<number>, size: number): Float64Array {
  const sums = new Float64Array(size);
  for (let row = 0; row < weights.length; row++) {
    const position = positions[row]!;
    if (position >= 0) sums[position]! += weights[row]!;
  }
  return sums;
}

function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index]!;
  return sum;
}
