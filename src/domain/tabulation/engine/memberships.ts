import type { CodedData } from '#domain/tabulation/dataset/columns.ts';

/**
 * Writes the groups a row belongs to into `groups`, the total first, and gives their number.
 * A multiple answer in the stub puts a row into as many groups as it has ticks.
 */
export function listGroups(stub: readonly CodedData[], row: number, groups: Uint32Array): number {
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
export function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}
