import { NOT_APPLICABLE, type CodedData } from '#domain/tabulation/dataset/columns.ts';
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

/**
 * Writes the groups a row belongs to into `groups`, the total first, and gives their number.
 * A multiple answer in the stub puts a row into as many groups as it has ticks.
 */
function listGroups(stub: readonly CodedData[], row: number, groups: Uint32Array): number {
  groups[0] = 0;
  // From 1 on stand the combinations so far, each one too low by 1 until the end.
  groups[1] = 0;
  let end = 2;
  for (const column of stub) {
    const size = column.categories.length;
    const value = column.values[row]!;
    if (value === 0) return 1;
    if (column.kind !== 'multiple') {
      for (let index = 1; index < end; index++) groups[index] = groups[index]! * size + value - 1;
      continue;
    }
    const begun = end - 1;
    let tick = 0;
    // The first combinations are rewritten last: the other ticks still have to read them.
    for (let bits = value & (value - 1); bits !== 0; bits &= bits - 1) {
      tick++;
      for (let index = 1; index <= begun; index++)
        groups[tick * begun + index] = groups[index]! * size + lowestBit(bits);
    }
    for (let index = 1; index <= begun; index++) groups[index] = groups[index]! * size + lowestBit(value);
    end = 1 + begun * (tick + 1);
  }
  for (let index = 1; index < end; index++) groups[index]!++;
  return end;
}

/** The position of the lowest bit that is set. */
function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}
