import type { ListedRow } from '#domain/catalogue/edition/programme-import.ts';
import type { SheetName, UnreadableWorkbook } from './read-workbook.ts';
import type { UndecodableReason } from '#client/workers/decode-text.ts';

/** A workbook to be written; `numbers` are the columns whose cells are numbers, the first row holds the headings. */
export interface NewWorkbook {
  name: string;
  rows: string[][];
  /** In characters. */
  widths: number[];
  numbers: number[];
}

/** Why a file is no list, with the line or row where that shows. */
export interface SheetFault {
  reason: UndecodableReason | UnreadableWorkbook['reason'] | 'brokenQuotes' | 'empty';
  at?: number | undefined;
}

/** A list as it stands in a file; a workbook says which of its sheets that is. */
export interface ListRead {
  rows: ListedRow[];
  sheets: SheetName[];
  sheet: string | null;
}

/** What the page asks the worker that reads and writes lists of programmes. */
export type SheetContract = {
  read: { request: { bytes: ArrayBuffer; sheet?: string }; answer: ListRead | { fault: SheetFault } };
  write: { request: NewWorkbook; answer: ArrayBuffer };
};
