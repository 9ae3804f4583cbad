import { SAMPLE_DIMENSIONS, type SampleDimension } from './sample-design.ts';

/** Addresses that are alike: their codes, empty where the list does not say, and how many there are. */
export type FrameCell = Record<SampleDimension, string> & { count: number };

/** How many there are of each code of a dimension, in the order of the codes. */
export function countByCode(cells: readonly FrameCell[], dimension: SampleDimension): [string, number][] {
  const counts = new Map<string, number>();
  for (const cell of cells) counts.set(cell[dimension], (counts.get(cell[dimension]) ?? 0) + cell.count);
  return [...counts].sort(([one], [other]) => (one < other ? -1 : 1));
}

/** The cells of addresses, each once. */
export function toCells(units: readonly { [Dimension in SampleDimension]?: string | null }[]): FrameCell[] {
  const cells = new Map<string, FrameCell>();
  for (const unit of units) {
    const codes = SAMPLE_DIMENSIONS.map((dimension) => unit[dimension] ?? '');
    const key = codes.join('\n');
    const cell =
      cells.get(key) ??
      ({
        ...Object.fromEntries(SAMPLE_DIMENSIONS.map((dimension, index) => [dimension, codes[index]])),
        count: 0,
      } as FrameCell);
    cell.count += 1;
    cells.set(key, cell);
  }
  return [...cells.values()];
}
