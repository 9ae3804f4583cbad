import { NOT_APPLICABLE, type CodedData } from '#domain/tabulation/dataset/columns.ts';
import { listGroups, lowestBit } from './memberships.ts';
import { hasBit, type Bitmap } from './row-filter.ts';

/** Sums of weights and of their squares, by group as in `BlockCounts`. */
export interface BlockWeights {
  base: Float64Array;
  baseSquares: Float64Array;
  /** Of those in the base without an answer. */
  missing: Float64Array;
  /** `[group × categories of the banner]`. */
  cells: Float64Array;
  cellSquares: Float64Array;
  /** How many people of the groups have an answer and a weight above 0, each counted once. */
  answeredInGroups: number;
}

/** Sums the weights of one banner item by one stub group in one pass over the rows. */
export function weighBlock(
  stub: readonly CodedData[],
  banner: CodedData,
  base: 'asked' | 'answered',
  selected: Bitmap | null,
  weights: Float64Array,
): BlockWeights {
  const width = banner.categories.length;
  const groupCount = stub.reduce((product, column) => product * column.categories.length, 1) + 1;
  const isMultiple = banner.kind === 'multiple';
  const groups = new Uint32Array(groupCount);
  const sums: BlockWeights = {
    base: new Float64Array(groupCount),
    baseSquares: new Float64Array(groupCount),
    missing: new Float64Array(groupCount),
    cells: new Float64Array(groupCount * width),
    cellSquares: new Float64Array(groupCount * width),
    answeredInGroups: 0,
  };
  for (let row = 0; row < weights.length; row++) {
    const reason = banner.missing[row]!;
    if (reason === NOT_APPLICABLE || (reason !== 0 && base === 'answered') || !hasBit(selected, row))
      continue;
    const weight = weights[row]!;
    if (weight === 0) continue;
    const square = weight * weight;
    const value = banner.values[row]!;
    const memberships = listGroups(stub, row, groups);
    if (memberships > 1 && reason === 0) sums.answeredInGroups++;
    for (let index = 0; index < memberships; index++) {
      const group = groups[index]!;
      sums.base[group]! += weight;
      sums.baseSquares[group]! += square;
      if (reason !== 0) {
        sums.missing[group]! += weight;
        continue;
      }
      for (let bits = isMultiple ? value : 1; bits !== 0; bits &= bits - 1) {
        const cell = group * width + (isMultiple ? lowestBit(bits) : value - 1);
        sums.cells[cell]! += weight;
        sums.cellSquares[cell]! += square;
      }
    }
  }
  return sums;
}
