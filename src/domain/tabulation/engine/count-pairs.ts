import { NOT_APPLICABLE, type CodedData } from '#domain/tabulation/dataset/columns.ts';
import { listGroups, lowestBit } from './memberships.ts';
import { hasBit, type Bitmap } from './row-filter.ts';

/** Sums per pair take so much room at most; beyond it nobody reads them. */
export const MAX_PAIR_CELLS = 4_000_000;

/**
 * How many ticked both of two options, by group as in `BlockCounts`: `[group × option × option]`, the diagonal
 * being those who ticked the option. With `amounts` the sum of them instead of the number.
 */
export function sumOptionPairs(
  stub: readonly CodedData[],
  banner: CodedData,
  selected: Bitmap | null,
  rowCount: number,
  amounts?: Float64Array,
): Float64Array {
  const width = banner.categories.length;
  const groupCount = stub.reduce((product, column) => product * column.categories.length, 1) + 1;
  const sums = new Float64Array(groupCount * width * width);
  const groups = new Uint32Array(groupCount);
  for (let row = 0; row < rowCount; row++) {
    const value = banner.values[row]!;
    if (value === 0 || !hasBit(selected, row)) continue;
    const amount = amounts ? amounts[row]! : 1;
    const memberships = listGroups(stub, row, groups);
    for (let one = value; one !== 0; one &= one - 1)
      for (let other = value; other !== 0; other &= other - 1) {
        const pair = lowestBit(one) * width + lowestBit(other);
        for (let index = 0; index < memberships; index++)
          sums[groups[index]! * width * width + pair]! += amount;
      }
  }
  return sums;
}

/**
 * How many in the base belong to both of two groups: `[group × group]`, groups of the stub only. With `amounts` the sum
 * of them instead of the number.
 */
export function sumGroupPairs(
  stub: readonly CodedData[],
  banner: Pick<CodedData, 'missing'>,
  base: 'asked' | 'answered',
  selected: Bitmap | null,
  rowCount: number,
  amounts?: Float64Array,
): Float64Array {
  const groupCount = stub.reduce((product, column) => product * column.categories.length, 1);
  const sums = new Float64Array(groupCount * groupCount);
  const groups = new Uint32Array(groupCount + 1);
  for (let row = 0; row < rowCount; row++) {
    const reason = banner.missing[row]!;
    if (reason === NOT_APPLICABLE || (reason !== 0 && base === 'answered') || !hasBit(selected, row))
      continue;
    const amount = amounts ? amounts[row]! : 1;
    const memberships = listGroups(stub, row, groups);
    for (let one = 1; one < memberships; one++)
      for (let other = 1; other < memberships; other++)
        sums[(groups[one]! - 1) * groupCount + groups[other]! - 1]! += amount;
  }
  return sums;
}
