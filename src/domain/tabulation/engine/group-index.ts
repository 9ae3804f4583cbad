import type { CodedData } from '#domain/tabulation/dataset/columns.ts';
import { hasBit, type Bitmap } from './row-filter.ts';

/** Of each row the group of the stub that it belongs to. */
export interface GroupIndex {
  groupCount: number;
  /** 0 no group, 1 + g the g-th combination, `groupCount` + 1 left out by the filter. */
  codes: Uint8Array | Uint16Array | Uint32Array;
}

/**
 * The groups of columns with one answer each, the last one running fastest: made once for all blocks of a stub.
 * One column without a filter is its own index.
 */
export function indexGroups(
  stub: readonly CodedData[],
  selected: Bitmap | null,
  rowCount: number,
): GroupIndex {
  const groupCount = stub.reduce((product, column) => product * column.categories.length, 1);
  if (!selected && stub.length === 1) return { groupCount, codes: stub[0]!.values };
  const codes =
    groupCount < 0xff
      ? new Uint8Array(rowCount)
      : groupCount < 0xffff
        ? new Uint16Array(rowCount)
        : new Uint32Array(rowCount);
  if (stub.length === 0) codes.fill(1);
  stub.forEach(({ values, categories }, level) => {
    const size = categories.length;
    for (let row = 0; row < rowCount; row++) {
      const value = values[row]!;
      if (level === 0) codes[row] = value;
      else codes[row] = value === 0 || codes[row] === 0 ? 0 : (codes[row]! - 1) * size + value;
    }
  });
  if (selected)
    for (let row = 0; row < rowCount; row++) if (!hasBit(selected, row)) codes[row] = groupCount + 1;
  return { groupCount, codes };
}
