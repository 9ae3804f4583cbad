import writeExcelFile, { type Cell } from 'write-excel-file/universal';
import { findColumn } from '#domain/catalogue/edition/programme-import-columns.ts';
import type { Desk } from '#client/workers/bridge/serve-requests.ts';
import { decodeText, UndecodableText } from '#client/workers/decode-text.ts';
import { guessDelimiter, readCsv, UnreadableCsv } from '#client/workers/read-csv.ts';
import { UnreadableWorkbook, Workbook } from './read-workbook.ts';
import type { ListRead, NewWorkbook, SheetContract } from './sheet-contract.ts';

/** What .xlsx files begin with: they are ZIP archives. */
const ZIP_SIGNATURE = [0x50, 0x4b, 0x03, 0x04];

/** The worker's work without the worker. */
export const sheetDesk: Desk<SheetContract> = {
  read({ bytes, sheet }) {
    try {
      const read = readList(bytes, sheet);
      return read.rows.length > 0 || read.sheets.length > 1 ? read : { fault: { reason: 'empty' } };
    } catch (error) {
      if (error instanceof UnreadableWorkbook) return { fault: { reason: error.reason } };
      if (error instanceof UndecodableText) return { fault: { reason: error.reason, at: error.line } };
      if (error instanceof UnreadableCsv) return { fault: { reason: error.reason, at: error.row } };
      throw error;
    }
  },
  write: writeWorkbook,
};

function readList(bytes: ArrayBuffer, sheet: string | undefined): ListRead {
  const start = new Uint8Array(bytes, 0, Math.min(bytes.byteLength, ZIP_SIGNATURE.length));
  if (ZIP_SIGNATURE.every((byte, index) => start[index] === byte))
    return readSheet(new Workbook(new Uint8Array(bytes)), sheet);
  const { text } = decodeText(new Uint8Array(bytes));
  return { rows: readCsv(text, guessDelimiter(text, countColumns)), sheets: [], sheet: null };
}

/** The sheet that is asked for, else the first visible one that holds such a list, else the first visible one. */
function readSheet(workbook: Workbook, asked: string | undefined): ListRead {
  const { sheets } = workbook;
  const position = sheets.findIndex(({ name }) => name === asked);
  const visible = sheets.flatMap(({ isHidden }, index) => (isHidden ? [] : [index]));
  const candidates =
    position >= 0 ? [position] : visible.length > 0 ? visible : sheets.map((_, index) => index);
  const read = candidates.map((index) => ({ index, rows: workbook.readRows(index) }));
  const chosen = read.find(({ rows }) => countColumns(rows[0]?.cells ?? []) > 0) ?? read[0];
  if (!chosen) throw new UnreadableWorkbook('brokenWorkbook');
  return { rows: chosen.rows, sheets: [...sheets], sheet: sheets[chosen.index]!.name };
}

/** How many of a row's cells head columns that lists of programmes have. */
function countColumns(cells: readonly string[]): number {
  return cells.filter((cell) => findColumn(cell) !== undefined).length;
}

/** Texts stay texts, so that none is taken for a formula. */
async function writeWorkbook({ name, rows, widths, numbers }: NewWorkbook): Promise<ArrayBuffer> {
  const [headings = [], ...body] = rows;
  const sheet: Cell[][] = [
    headings.map((value) => ({
      value,
      type: String,
      fontWeight: 'bold',
      wrap: true,
      alignVertical: 'top',
      backgroundColor: '#E8F1FE',
    })),
    ...body.map((cells) =>
      cells.map((cell, column): Cell => {
        if (cell === '') return null;
        if (numbers.includes(column) && /^\d+$/.test(cell))
          return { value: Number(cell), type: Number, alignVertical: 'top' };
        return { value: cell, type: String, wrap: true, alignVertical: 'top' };
      }),
    ),
  ];
  const blob = await writeExcelFile(sheet, {
    sheet: name,
    stickyRowsCount: 1,
    columns: widths.map((width) => ({ width })),
  }).toBlob();
  return blob.arrayBuffer();
}
