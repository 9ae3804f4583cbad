import type { Bases, MissingCounts } from '#domain/tabulation/table.ts';
import { countBlock, MISSING_IN_BASE, type BlockCounts, type Counting } from './count-block.ts';
import { sumOptionPairs } from './count-pairs.ts';
import { indexGroups, type GroupIndex } from './group-index.ts';
import { weighBlock, type BlockWeights } from './weigh-block.ts';
import { effectiveSize } from '#domain/tabulation/statistics/effective-size.ts';

/** What a block is counted from. */
export interface BlockSource extends Counting {
  weights: Float64Array | null;
  /** Of the stub, where it is already known. */
  index?: GroupIndex | null;
}

/**
 * The counts of a block, weighted or not, by group (0 is the total, see `BlockCounts`) and by position of the
 * category. Of unweighted data weights are 1.
 */
export class CountedBlock {
  /** Of a stub in which everybody is in one group at most, else `null`. */
  readonly index: GroupIndex | null;
  private readonly counts: BlockCounts;
  private readonly weights: BlockWeights | null;
  private readonly width: number;

  private pairs: Float64Array | undefined;

  constructor(readonly source: BlockSource) {
    const { stub, banner, base, selected, rowCount, weights, index } = source;
    this.index = stub.some(({ kind }) => kind === 'multiple')
      ? null
      : (index ?? indexGroups(stub, selected, rowCount));
    this.counts = countBlock(source, this.index);
    this.weights = weights && weighBlock(stub, banner, base, selected, weights);
    this.width = banner.categories.length;
  }

  /** How many of each code of the index ticked pairs of options (`sumOptionPairs`); counted once. */
  optionPairs(index: GroupIndex): Float64Array {
    return (this.pairs ??= sumOptionPairs(index, this.source.banner));
  }

  get groupCount(): number {
    return this.counts.groupCount;
  }

  /** How many people in each cell of a group, in an order of positions. */
  listCounts(group: number, order: readonly number[]): number[] {
    return pick(this.counts.counts, group * this.width, order);
  }

  /** Σw of each cell of a group, in an order of positions. */
  listWeights(group: number, order: readonly number[]): number[] {
    return pick(this.weights?.cells ?? this.counts.counts, group * this.width, order);
  }

  /** How many people in this cell. */
  count(group: number, position: number): number {
    return this.counts.counts[group * this.width + position]!;
  }

  /** Σw of a cell. */
  weight(group: number, position: number): number {
    return this.weights ? this.weights.cells[group * this.width + position]! : this.count(group, position);
  }

  /** Σw² of a cell. */
  square(group: number, position: number): number {
    return this.weights
      ? this.weights.cellSquares[group * this.width + position]!
      : this.count(group, position);
  }

  bases(group: number): Bases {
    const unweightedBase = this.counts.bases[group]!;
    const missing = this.missing(group);
    const weights = this.weights;
    if (!weights)
      return { unweightedBase, weightedBase: unweightedBase, effectiveBase: unweightedBase, missing };
    const weightedBase = weights.base[group]!;
    return {
      unweightedBase,
      weightedBase,
      effectiveBase: effectiveSize(weightedBase, weights.baseSquares[group]!),
      missing,
      weightedMissing: weights.missing[group]!,
    };
  }

  /** Σw of those in the base. */
  baseWeight(group: number): number {
    return this.weights ? this.weights.base[group]! : this.counts.bases[group]!;
  }

  /** Σw² of those in the base. */
  baseSquare(group: number): number {
    return this.weights ? this.weights.baseSquares[group]! : this.counts.bases[group]!;
  }

  /** How many people of the group have an answer. */
  answered(group: number): number {
    const { unanswered, refused, dontKnow, notShown } = this.missing(group);
    return this.counts.bases[group]! - unanswered - refused - dontKnow - notShown;
  }

  /** How many people of the groups have an answer and a weight above 0. */
  get answeredInGroups(): number {
    return this.weights?.answeredInGroups ?? 0;
  }

  private missing(group: number): MissingCounts {
    const { missing } = this.counts;
    const from = group * MISSING_IN_BASE;
    return {
      unanswered: missing[from]!,
      refused: missing[from + 1]!,
      dontKnow: missing[from + 2]!,
      notShown: missing[from + 3]!,
    };
  }
}

/** The values of a row that begins at `from`: tables are made by the hundred, so without a function for each cell. */
function pick(values: ArrayLike<number>, from: number, order: readonly number[]): number[] {
  const picked: number[] = [];
  for (let at = 0; at < order.length; at++) picked.push(values[from + order[at]!]!);
  return picked;
}
