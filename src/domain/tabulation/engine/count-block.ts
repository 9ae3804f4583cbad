import { MISSING_REASONS, NOT_APPLICABLE, type CodedData } from '#domain/tabulation/dataset/columns.ts';
import type { GroupIndex } from './group-index.ts';
import { countPairs, countReasons, countTicks, zeros, type Counts } from './kernels.ts';
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
  bases: number[];
  /** `[group × categories of the banner]`. */
  counts: number[];
  /** `[group × the reasons of `MissingCounts`, in the order of `MISSING_REASONS`]`. */
  missing: number[];
}

/** What is counted: a banner item by the columns of a stub group. */
export interface Counting {
  stub: readonly CodedData[];
  banner: CodedData;
  base: 'asked' | 'answered';
  selected: Bitmap | null;
  rowCount: number;
}

/**
 * Counts one banner item by one stub group.
 * @param index of the stub; `null` where people are in several of its groups
 */
export function countBlock(counting: Counting, index: GroupIndex | null): BlockCounts {
  return index ? countApart(index, counting.banner, counting.base) : countShared(counting);
}

/** Everybody is in one group at most: one table of codes × answers has it all. */
function countApart(
  { groupCount, codes }: GroupIndex,
  banner: CodedData,
  base: 'asked' | 'answered',
): BlockCounts {
  const width = banner.categories.length;
  const codeCount = groupCount + 2;
  const result = allocate(groupCount, width);
  const isMultiple = banner.kind === 'multiple';
  const answers = isMultiple
    ? countTicks(codes, codeCount, banner.values, width)
    : { ticks: countPairs(codes, codeCount, banner.values, width + 1), rows: undefined };
  // Who has an answer has no reason to have none: where all have one there is nothing to look for.
  const reasons =
    isMultiple || hasSilent(answers.ticks, width + 1)
      ? countReasons(codes, codeCount, banner.missing, MISSING_REASONS.length)
      : zeros(codeCount * MISSING_REASONS.length);
  const { bases, counts, missing } = result;
  for (let code = 0; code <= groupCount; code++) {
    let answered = answers.rows ? answers.rows[code]! : 0;
    const from = code * (isMultiple ? width : width + 1) + (isMultiple ? 0 : 1);
    for (let position = 0; position < width; position++) {
      const count = answers.ticks[from + position]!;
      counts[position]! += count;
      if (code > 0) counts[code * width + position] = count;
      if (!isMultiple) answered += count;
    }
    let silent = 0;
    for (let reason = 0; reason < MISSING_REASONS.length; reason++) {
      const count = reasons[code * MISSING_REASONS.length + reason]!;
      if (isMultiple) answered -= count;
      if (base === 'answered' || reason >= MISSING_IN_BASE) continue;
      silent += count;
      missing[reason]! += count;
      if (code > 0) missing[code * MISSING_IN_BASE + reason] = count;
    }
    bases[0]! += answered + silent;
    if (code > 0) bases[code] = answered + silent;
  }
  return result;
}

/** Whether anybody stands at 0, which is no answer. */
function hasSilent(pairs: Counts, width: number): boolean {
  for (let cell = 0; cell < pairs.length; cell += width) if (pairs[cell]! > 0) return true;
  return false;
}

function allocate(groupCount: number, width: number): BlockCounts {
  return {
    groupCount,
    bases: zeros(groupCount + 1),
    counts: zeros((groupCount + 1) * width),
    missing: zeros((groupCount + 1) * MISSING_IN_BASE),
  };
}

/** Who ticked several answers is in several groups: row by row. */
function countShared({ stub, banner, base, selected, rowCount }: Counting): BlockCounts {
  const width = banner.categories.length;
  const groupCount = stub.reduce((product, column) => product * column.categories.length, 1);
  const result = allocate(groupCount, width);
  const { bases, counts, missing } = result;
  const isMultiple = banner.kind === 'multiple';
  const groups = new Uint32Array(groupCount + 1);

  for (let row = 0; row < rowCount; row++) {
    const reason = banner.missing[row]!;
    if (reason === NOT_APPLICABLE || (reason !== 0 && base === 'answered') || !hasBit(selected, row))
      continue;
    const value = banner.values[row]!;
    const memberships = listGroups(stub, row, groups);
    for (let position = 0; position < memberships; position++) {
      const group = groups[position]!;
      bases[group]!++;
      if (reason !== 0) missing[group * MISSING_IN_BASE + reason - 1]!++;
      else if (!isMultiple) counts[group * width + value - 1]!++;
      else for (let bits = value; bits !== 0; bits &= bits - 1) counts[group * width + lowestBit(bits)]!++;
    }
  }
  return result;
}
