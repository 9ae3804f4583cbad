import type { ViewRow } from './table-view.ts';

/** A cell of the page. */
export interface CellPlace {
  /** The question's place across. */
  section: number;
  /** The group of rows, −1 for everybody. */
  group: number;
  row: ViewRow;
  column: number;
}
