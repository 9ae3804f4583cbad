import type { CellStyle } from './style-book.ts';

/** A cell: a text, which stays one whatever it begins with, or a number. */
export interface NewCell {
  value: string | number | null;
  style?: CellStyle;
}

export interface NewRow {
  cells: NewCell[];
  /** In points; the program's own where it is not given. */
  heightPt?: number;
  /** The first cell spans so many columns. */
  span?: number;
}

/** A sheet that is printed on A4, landscape, as wide as one page. */
export interface NewSheet {
  /** As `nameSheet` makes it. */
  name: string;
  rows: NewRow[];
  /** Of the columns, in characters. */
  widths: number[];
  /** What stays when the sheet is scrolled, and stands on every printed page. */
  frozen: { rows: number; columns: number };
  /** Cells that lead to the first cell of another sheet; rows and columns from 0. */
  links: { row: number; column: number; sheet: string }[];
}
