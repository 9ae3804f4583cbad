import { NOT_APPLICABLE, type CodedData } from '#domain/tabulation/dataset/columns.ts';
import type { GroupIndex } from './group-index.ts';
import { listGroups, lowestBit } from './memberships.ts';
import { hasBit, type Bitmap } from './row-filter.ts';

/** Sums per pair take so much room at most; beyond it nobody reads them. */
export const MAX_PAIR_CELLS = 4_000_000;

/**
 * How many ticked both of two options, by code of the index: `[code × option × option]`, the diagonal being those who ticked
 * the option. With `amounts` the sum of them instead of the number.
 */
export function sumOptionPairs(
  { groupCount, codes }: GroupIndex,
  { values, categories }: CodedData,
  amounts?: Float64Array,
): Float64Array {
  const width = categories.length;
  const size = width * width;
  const sums = new Float64Array((groupCount + 2) * size);
  for (let row = 0; row < values.length; row++) {
    const amount = amounts ? amounts[row]! : 1;
    const from = codes[row]! * size;
    for (let one = values[row]!; one !== 0; one &= one - 1) {
      const line = from + lowestBit(one) * width;
      // The other one is not below: the matrix is the same on both sides.
      for (let other = one; other !== 0; other &= other - 1) sums[line + lowestBit(other)]! += amount;
    }
  }
  for (let from = 0; from < sums.length; from += size)
    for (let one = 0; one < width; one++)
      for (let other = 0; other < one; other++)
        sums[from + one * width + other] = sums[from + other * width + one]!;
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
