import { READING } from './figures.ts';
import type { ReadRow } from './read-block.ts';

/** A difference from the total that a test bears. */
export interface Finding {
  /** The group, as `ReadRow.key`. */
  key: readonly string[];
  /** The column's place in the block. */
  column: number;
  /** 0–1 */
  share: number;
  totalShare: number;
  /** By how many percentage points the group lies above (below 0: under) the total. */
  points: number;
  /** After the correction for all cells of the block. */
  p: number;
}

/**
 * What a block says about its groups: the differences from the total that its correction bears, the largest first.
 *
 * @param rows of `readBlock`, the total first
 */
export function listFindings([total, ...groups]: readonly ReadRow[]): Finding[] {
  return groups
    .flatMap(({ key, cells, isHidden }) =>
      cells.flatMap(({ share, p }, column): Finding[] => {
        const totalShare = total?.cells[column]?.share ?? null;
        if (isHidden || share === null || totalShare === null || p === null || !(p < READING.alpha))
          return [];
        return [{ key, column, share, totalShare, points: 100 * (share - totalShare), p }];
      }),
    )
    .sort((one, other) => Math.abs(other.points) - Math.abs(one.points));
}
