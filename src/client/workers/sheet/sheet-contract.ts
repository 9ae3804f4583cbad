import type { ListedRow } from '#domain/catalogue/edition/programme-import.ts';
import type { UndecodableReason } from '#client/workers/decode-text.ts';

/** A workbook to be written; `numbers` are the columns whose cells are numbers, the first row holds the headings. */
export interface Workbook {
  name: string;
  rows: string[][];
  /** In characters. */
  widths: number[];
  numbers: number[];
}

/** Why a file is no list, with the line or row where that shows. */
export interface SheetFault {
  reason: UndecodableReason | 'brokenQuotes' | 'brokenWorkbook' | 'tooLarge' | 'empty';
  at?: number | undefined;
}

/** What the page asks the worker that reads and writes lists of programmes. */
export type SheetContract = {
  read: { request: ArrayBuffer; answer: { rows: ListedRow[] } | { fault: SheetFault } };
  write: { request: Workbook; answer: ArrayBuffer };
};
