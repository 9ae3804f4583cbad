import { formatCsv } from '#domain/canonical/csv.ts';
import { computePercent } from '#domain/tabulation/engine/figures.ts';
import type { OriginLine } from './table-origin.ts';
import type { TableView } from './table-view.ts';

/**
 * A table as CSV (RFC 4180): first what it is, a line each, and an empty line; then in each row a group with
 * its base, every answer's count and every answer's percentage as a number with one decimal. Hidden groups
 * keep their base only.
 */
export function formatTableCsv(
  view: TableView,
  origin: readonly OriginLine[],
  words: { rowHead: string; count: string },
): string {
  const header = [
    words.rowHead,
    'n',
    ...view.columns.map(({ label }) => `${label} (${words.count})`),
    ...view.columns.map(({ label }) => `${label} (%)`),
  ];
  const rows = view.rows.map(({ label, base, isHidden, cells }) => [
    label,
    base,
    ...(isHidden ? [] : cells.map(({ count }) => count)),
    ...(isHidden ? [] : cells.map(({ count }) => computePercent(count, base))),
  ]);
  return formatCsv([...origin, [], header, ...rows]);
}
