/** The rows of a long list that are worth drawing: `first` included, `end` excluded. */
export interface RowRange {
  first: number;
  end: number;
}

/**
 * The rows that lie in the window, and `overscan` more on either side, as if the list
 * had no end.
 *
 * @param listTopPx where the list begins, measured from the top of the window (negative once scrolled past)
 */
export function computeVisibleRange(
  rowHeightPx: number,
  listTopPx: number,
  windowHeightPx: number,
  overscan: number,
): RowRange {
  if (rowHeightPx <= 0) return { first: 0, end: 0 };
  const firstVisible = Math.floor(-listTopPx / rowHeightPx);
  const endVisible = Math.ceil((windowHeightPx - listTopPx) / rowHeightPx);
  const first = Math.max(0, firstVisible - overscan);
  return { first, end: Math.max(first, endVisible + overscan) };
}

/** What of a range there is in a list of so many rows. */
export function limitRange({ first, end }: RowRange, rowCount: number): RowRange {
  return { first: Math.min(first, rowCount), end: Math.min(end, rowCount) };
}

/** Where an arrow key leads from a row; `undefined` for keys that do not move. */
export function findRowForKey(key: string, index: number, rowCount: number): number | undefined {
  const target = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: rowCount - 1 }[key];
  return target === undefined ? undefined : Math.min(Math.max(0, target), rowCount - 1);
}
