import { formatCsv } from '#domain/canonical/csv.ts';
import { computePercent } from '#domain/tabulation/engine/figures.ts';
import type { TableView } from './table-view.ts';

/**
 * A table as CSV (RFC 4180): in each row the survey that was counted, a group with its base, then every answer's count, then
 * every answer's percentage as a number with one decimal. Hidden groups keep their base only.
 */
export function formatTableCsv(
  view: TableView,
  survey: string,
  words: { survey: string; rowHead: string; count: string },
): string {
  const header = [
    words.survey,
    words.rowHead,
    'n',
    ...view.columns.map(({ label }) => `${label} (${words.count})`),
    ...view.columns.map(({ label }) => `${label} (%)`),
  ];
  const rows = view.rows.map(({ label, base, isHidden, cells }) => [
    survey,
    label,
    base,
    ...(isHidden ? [] : cells.map(({ count }) => count)),
    ...(isHidden ? [] : cells.map(({ count }) => computePercent(count, base))),
  ]);
  return formatCsv([header, ...rows]);
}
