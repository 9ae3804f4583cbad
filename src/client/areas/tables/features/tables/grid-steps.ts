const STEPS: Record<string, [row: number, cell: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/**
 * The cell to which an arrow key leads: the next one that is there, past groups that are hidden.
 *
 * @param find gives the cell at a place, where there is one
 * @param last the last row
 */
export function findNextCell<Cell>(
  key: string,
  row: number,
  cell: number,
  last: number,
  find: (row: number, cell: number) => Cell | null | undefined,
): Cell | undefined {
  const step = STEPS[key];
  if (!step) return undefined;
  const [down, right] = step;
  for (let at = row + down; at >= 0 && at <= last; at += down) {
    const found = find(at, cell + right);
    if (found) return found;
    if (down === 0) return undefined;
  }
  return undefined;
}
