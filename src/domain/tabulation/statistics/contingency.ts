/**
 * A table of counts without the rows and columns in which nobody is: they say nothing about a connection and
 * must not count as degrees of freedom.
 */
export interface Contingency {
  counts: readonly (readonly number[])[];
  rowTotals: readonly number[];
  columnTotals: readonly number[];
  total: number;
}

/** Drops what is empty; `null` where fewer than two rows or two columns remain, so that nothing can be compared. */
export function toContingency(counts: readonly (readonly number[])[]): Contingency | null {
  const width = counts[0]?.length ?? 0;
  const kept = Array.from({ length: width }, (_, column) => column).filter((column) =>
    counts.some((row) => row[column]! > 0),
  );
  const rows = counts
    .filter((row) => row.some((count) => count > 0))
    .map((row) => kept.map((column) => row[column]!));
  if (rows.length < 2 || kept.length < 2) return null;
  const rowTotals = rows.map((row) => row.reduce((sum, count) => sum + count, 0));
  return {
    counts: rows,
    rowTotals,
    columnTotals: kept.map((_, column) => rows.reduce((sum, row) => sum + row[column]!, 0)),
    total: rowTotals.reduce((sum, count) => sum + count, 0),
  };
}

/** Calls `visit` for each cell with what is there and what there would be without any connection. */
export function visitCells(
  { counts, rowTotals, columnTotals, total }: Contingency,
  visit: (observed: number, expected: number) => void,
): void {
  counts.forEach((row, i) =>
    row.forEach((observed, j) => visit(observed, (rowTotals[i]! * columnTotals[j]!) / total)),
  );
}

/** (rows − 1)(columns − 1) */
export function degreesOfFreedom({ rowTotals, columnTotals }: Contingency): number {
  return (rowTotals.length - 1) * (columnTotals.length - 1);
}
