import { NOT_APPLICABLE, type CodedData } from '#domain/tabulation/dataset/columns.ts';
import { listGroups, lowestBit } from './memberships.ts';
import { hasBit, type Bitmap } from './row-filter.ts';

/** How many reasons for a missing answer can be inside a base: all but `notApplicable`. */
export const MISSING_IN_BASE = NOT_APPLICABLE - 1;

/**
 * Counts of one block. Group 0 is the total: everybody in the base, also those who belong to
 * no group. Group 1 + g is the g-th combination of the stub's categories, the last column
 * running fastest.
 */
export interface BlockCounts {
  groupCount: number;
  bases: Uint32Array;
  /** `[group × categories of the banner]`. */
  counts: Uint32Array;
  /** `[group × the reasons of `MissingCounts`, in the order of `MISSING_REASONS`]`. */
  missing: Uint32Array;
}

/** Counts one banner item by one stub group in one pass over the rows. */
export function countBlock(
  stub: readonly CodedData[],
  banner: CodedData,
  base: 'asked' | 'answered',
  selected: Bitmap,
  rowCount: number,
): BlockCounts {
  const width = banner.categories.length;
  const groupCount = stub.reduce((product, column) => product * column.categories.length, 1);
  const bases = new Uint32Array(groupCount + 1);
  const counts = new Uint32Array((groupCount + 1) * width);
  const missing = new Uint32Array((groupCount + 1) * MISSING_IN_BASE);
  const isMultiple = banner.kind === 'multiple';
  const groups = new Uint32Array(groupCount + 1);

  for (let row = 0; row < rowCount; row++) {
    const reason = banner.missing[row]!;
    if (reason === NOT_APPLICABLE || (reason !== 0 && base === 'answered') || !hasBit(selected, row))
      continue;
    const value = banner.values[row]!;
    const memberships = listGroups(stub, row, groups);
    for (let index = 0; index < memberships; index++) {
      const group = groups[index]!;
      bases[group]!++;
      if (reason !== 0) missing[group * MISSING_IN_BASE + reason - 1]!++;
      else if (!isMultiple) counts[group * width + value - 1]!++;
      else for (let bits = value; bits !== 0; bits &= bits - 1) counts[group * width + lowestBit(bits)]!++;
    }
  }
  return { groupCount, bases, counts, missing };
}
