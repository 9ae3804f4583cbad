import { toEvidence } from '#domain/tabulation/decision-cells.ts';
import type { DecisionEvidence } from '#domain/records/decision.ts';
import type { Table } from '#domain/tabulation/table.ts';
import type { CellPlace } from './cell-place.ts';
import type { TableView } from './table-view.ts';

/** What a decision keeps of a cell of the page, found in the tables behind it; `undefined` where there is none. */
export function findEvidence(
  view: TableView,
  tables: readonly Table[],
  { section, group, row, column }: CellPlace,
): DecisionEvidence | undefined {
  const asked = view.sections[section];
  const answer = asked?.columns[column];
  if (!asked || !answer) return undefined;
  const address = {
    table: section,
    // Each group of rows has a block for each column of the question.
    block: Math.max(0, group) * asked.question.columns.length,
    row: [...row.key],
    column: answer.code,
  };
  return toEvidence(tables, address, `${asked.question.shortLabel}: ${row.label} × ${answer.label}`);
}
