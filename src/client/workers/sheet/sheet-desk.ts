import { unzipSync } from 'fflate';
import { readSheet, type SheetData } from 'read-excel-file/universal';
import writeExcelFile, { type Cell } from 'write-excel-file/universal';
import { findColumn } from '#domain/catalogue/edition/programme-import-columns.ts';
import type { ListedRow } from '#domain/catalogue/edition/programme-import.ts';
import type { Desk } from '#client/workers/bridge/serve-requests.ts';
import { decodeText, UndecodableText } from '#client/workers/decode-text.ts';
import { guessDelimiter, readCsv, UnreadableCsv } from '#client/workers/import/read-csv.ts';
import type { SheetContract, SheetFault, Workbook } from './sheet-contract.ts';

/** What .xlsx files begin with: they are ZIP archives. */
const ZIP_SIGNATURE = [0x50, 0x4b, 0x03, 0x04];
/** More than any list of programmes unpacks to; a small file can be made to unpack to gigabytes. */
const MOST_UNPACKED_BYTES = 64 * 1024 * 1024;

/** The worker's work without the worker. */
export const sheetDesk: Desk<SheetContract> = {
  async read(bytes) {
    const read = await readList(bytes);
    if (!Array.isArray(read)) return { fault: read };
    return read.length > 0 ? { rows: read } : { fault: { reason: 'empty' } };
  },
  write: writeWorkbook,
};

async function readList(bytes: ArrayBuffer): Promise<ListedRow[] | SheetFault> {
  const start = new Uint8Array(bytes, 0, Math.min(bytes.byteLength, ZIP_SIGNATURE.length));
  if (ZIP_SIGNATURE.every((byte, index) => start[index] === byte)) return readWorkbook(bytes);
  try {
    const { text } = decodeText(new Uint8Array(bytes));
    return readCsv(text, guessDelimiter(text, countColumns));
  } catch (error) {
    if (error instanceof UndecodableText) return { reason: error.reason, at: error.line };
    if (error instanceof UnreadableCsv) return { reason: error.reason, at: error.row };
    throw error;
  }
}

/** How many of a row's cells head columns that lists of programmes have. */
function countColumns(cells: readonly string[]): number {
  return cells.filter((cell) => findColumn(cell) !== undefined).length;
}

/** The first sheet; empty rows are left out, the others keep their numbers. */
async function readWorkbook(bytes: ArrayBuffer): Promise<ListedRow[] | SheetFault> {
  let data: SheetData;
  try {
    if (measureUnpacked(bytes) > MOST_UNPACKED_BYTES) return { reason: 'tooLarge' };
    data = await readSheet(bytes);
  } catch {
    // The packages throw whatever their parsers throw; to the person it is one thing.
    return { reason: 'brokenWorkbook' };
  }
  return data
    .map((cells, index) => ({ row: index + 1, cells: cells.map(textOf) }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
}

/** How large a ZIP archive is unpacked, as its directory says. No more than that is ever unpacked. @throws when it is damaged */
function measureUnpacked(bytes: ArrayBuffer): number {
  let total = 0;
  unzipSync(new Uint8Array(bytes), {
    filter: ({ originalSize }) => {
      total += originalSize;
      return false;
    },
  });
  return total;
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell as string | number | boolean);
}

/** Texts stay texts, so that none is taken for a formula. */
async function writeWorkbook({ name, rows, widths, numbers }: Workbook): Promise<ArrayBuffer> {
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
