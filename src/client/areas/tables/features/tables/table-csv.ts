import { formatCsv } from '#domain/canonical/csv.ts';
import { computePercent } from '#domain/tabulation/engine/figures.ts';
import type { TableView } from './table-view.ts';

/**
 * A table as CSV (RFC 4180): a group a row with its base, then every answer's count, then
 * every answer's percentage as a number with one decimal. Hidden groups keep their base only.
 */
export function formatTableCsv(view: TableView, rowHead: string, countWord: string): string {
  const header = [
    rowHead,
    'n',
    ...view.columns.map(({ label }) => `${label} (${countWord})`),
    ...view.columns.map(({ label }) => `${label} (%)`),
  ];
  const rows = view.rows.map(({ label, base, isHidden, cells }) => [
    label,
    base,
    ...(isHidden ? [] : cells.map(({ count }) => count)),
    ...(isHidden ? [] : cells.map(({ count }) => computePercent(count, base))),
  ]);
  return formatCsv([header, ...rows]);
}
