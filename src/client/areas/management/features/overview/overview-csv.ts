import { formatCsv } from '#domain/canonical/csv.ts';
import type { FigureTable } from './figure.ts';

/** A figure as CSV (RFC 4180): first where it is from, a line each, and an empty line; then its table, numbers as numbers. */
export function formatFigureCsv(
  { title, columns, rows }: FigureTable,
  origin: readonly (readonly [string, string])[],
): string {
  return formatCsv([
    [title],
    ...origin,
    [],
    columns,
    ...rows.map(({ label, cells }) => [label, ...cells.map(({ value }) => value)]),
  ]);
}
