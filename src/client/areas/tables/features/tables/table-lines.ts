import type { TableView, ViewRow } from './table-view.ts';

/** A line of the table: a row with its cells, or the title of the group that begins. */
export interface TableLine {
  title?: string;
  row?: ViewRow;
  /** The group of rows, −1 for everybody. */
  group: number;
  /** Among the lines with cells. */
  index: number;
}

/** The lines of a table from top to bottom, everybody first; groups have titles where there is more than one. */
export function listLines(view: TableView): TableLine[] {
  let index = 0;
  const lines: TableLine[] = view.isTotalGrouped ? [] : [{ row: view.total, group: -1, index: index++ }];
  view.groups.forEach(({ title, rows }, group) => {
    if (view.groups.length > 1 || view.isTotalGrouped) lines.push({ title, group, index: -1 });
    for (const row of rows) lines.push({ row, group, index: index++ });
  });
  return lines;
}
