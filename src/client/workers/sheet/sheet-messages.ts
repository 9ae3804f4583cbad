import type { ListedRow } from '#domain/catalogue/edition/programme-import.ts';
import type { UndecodableReason } from '#client/workers/decode-text.ts';

/** What the page asks the worker that reads and writes lists of programmes. */
export type SheetQuestion =
  | { type: 'read'; bytes: ArrayBuffer }
  /** `numbers` are the columns whose cells are numbers; the first row holds the headings. */
  | { type: 'write'; name: string; rows: string[][]; widths: number[]; numbers: number[] };

/** Why a file is no list, with the line or row where that shows. */
export interface SheetFault {
  reason: UndecodableReason | 'brokenQuotes' | 'brokenWorkbook' | 'tooLarge' | 'empty';
  at?: number | undefined;
}

/** What the worker says. */
export type SheetAnswer =
  | { type: 'rows'; rows: ListedRow[] }
  | { type: 'unreadable'; fault: SheetFault }
  | { type: 'workbook'; bytes: ArrayBuffer };
