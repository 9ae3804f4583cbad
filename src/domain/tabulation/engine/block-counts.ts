import type { CodedData } from '#domain/tabulation/dataset/columns.ts';
import type { Bases, MissingCounts } from '#domain/tabulation/table.ts';
import { countBlock, MISSING_IN_BASE, type BlockCounts } from './count-block.ts';
import type { GroupIndex } from './group-index.ts';
import type { Bitmap } from './row-filter.ts';
import { weighBlock, type BlockWeights } from './weigh-block.ts';
import { effectiveSize } from '#domain/tabulation/statistics/effective-size.ts';

/** What a block is counted from. */
export interface BlockSource {
  stub: readonly CodedData[];
  banner: CodedData;
  base: 'asked' | 'answered';
  selected: Bitmap | null;
  /** Of a stub in which everybody is in one group at most. */
  index?: GroupIndex;
  rowCount: number;
  weights: Float64Array | null;
}

/**
 * The counts of a block, weighted or not, by group (0 is the total, see `BlockCounts`) and by position of the
 * category. Of unweighted data weights are 1.
 */
export class CountedBlock {
  private readonly counts: BlockCounts;
  private readonly weights: BlockWeights | null;
  private readonly width: number;

  constructor(readonly source: BlockSource) {
    const { stub, banner, base, selected, rowCount, weights, index } = source;
    this.counts = countBlock(stub, banner, base, selected, rowCount, index);
    this.weights = weights && weighBlock(stub, banner, base, selected, weights);
    this.width = banner.categories.length;
  }

  get groupCount(): number {
    return this.counts.groupCount;
  }

  /** Whether everybody is in at most one group. */
  get areGroupsApart(): boolean {
    return this.source.stub.every(({ kind }) => kind !== 'multiple');
  }

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
    const weights = this.weights;
    return {
      unweightedBase,
      weightedBase: weights ? weights.base[group]! : unweightedBase,
      effectiveBase: weights
        ? effectiveSize(weights.base[group]!, weights.baseSquares[group]!)
        : unweightedBase,
      missing: this.missing(group),
      ...(weights && { weightedMissing: weights.missing[group]! }),
    };
  }

  /** Σw² of those in the base. */
  baseSquare(group: number): number {
    return this.weights ? this.weights.baseSquares[group]! : this.counts.bases[group]!;
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
