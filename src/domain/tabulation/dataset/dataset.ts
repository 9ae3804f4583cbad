import type { MissingReason } from '#domain/questionnaire/model.ts';
import {
  listCategories,
  type Codebook,
  type CodebookColumn,
  type CodedColumn,
  type NumberColumn,
} from './codebook.ts';
import { MISSING_REASONS, type CodedData, type ColumnData, type NumberData } from './columns.ts';
import { computeDataHash } from './data-hash.ts';

/** Answers by column, so that tables are counted in one pass over typed arrays. */
export interface Dataset {
  codebook: Codebook;
  rowCount: number;
  columns: ReadonlyMap<string, ColumnData>;
  /** Equal for equal codebooks and rows in the same order: the version of the data a table was made from. */
  hash: string;
}

/** One value as it comes from a file or a response; nothing and the empty text are unanswered. */
export type Cell = string | number | readonly string[] | { missing: MissingReason } | null | undefined;
export type DataRow = Readonly<Record<string, Cell>>;

/** A value that does not fit its column. `row` counts from 1, without a header. */
export class DatasetError extends Error {
  constructor(
    readonly row: number | null,
    readonly column: string,
    reason: string,
  ) {
    super(row === null ? `column "${column}": ${reason}` : `row ${row}, column "${column}": ${reason}`);
    this.name = 'DatasetError';
  }
}

/** Bits in the widest mask; more options than these need another kind of column. */
const MAX_OPTIONS = 32;
const MAX_CODES = 0xffff;
const UNANSWERED = MISSING_REASONS.indexOf('unanswered') + 1;
/** A number as files write it; `Number` alone would take blanks for 0 and read hexadecimal. */
const DECIMAL = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;

/** Squares of amounts beyond it, summed over millions of people, would leave what a computer can count. */
const MAX_AMOUNT = 1e100;

/** Whether a number is one that tables can be computed with: not infinite, nor so large or small that its square were. */
export function isAmount(value: unknown): value is number {
  if (typeof value !== 'number') return false;
  const size = Math.abs(value);
  return value === 0 || (size <= MAX_AMOUNT && size >= 1 / MAX_AMOUNT);
}

/**
 * Puts rows into columns.
 * @throws DatasetError for a code that the codebook does not have, a text where a number
 *   should be, one too large or too small to be computed with, a negative weight, a column declared twice, and a multiple column with more than 32 options.
 */
export function buildDataset(codebook: Codebook, rows: readonly DataRow[]): Dataset {
  return fillDataset(codebook, rows.length, (row, column) => rows[row]![column.name]);
}

/**
 * The same from wherever the cells are, asked for column by column: hundreds of thousands of rows need not be made up as
 * objects first.
 * @throws DatasetError as `buildDataset`
 */
export function fillDataset(
  codebook: Codebook,
  rowCount: number,
  cellOf: (row: number, column: CodebookColumn) => Cell,
): Dataset {
  const columns = new Map<string, ColumnData>();
  for (const column of codebook.columns) {
    if (columns.has(column.name)) throw new DatasetError(null, column.name, 'declared twice');
    const cells = (row: number): Cell => cellOf(row, column);
    columns.set(
      column.name,
      'codes' in column ? readCodes(column, rowCount, cells) : readNumbers(column, rowCount, cells),
    );
  }
  return { codebook, rowCount, columns, hash: computeDataHash(codebook, rowCount, columns) };
}

function readNumbers(column: NumberColumn, rowCount: number, cellOf: (row: number) => Cell): NumberData {
  const values = new Float64Array(rowCount).fill(Number.NaN);
  const missing = new Uint8Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const cell = cellOf(row);
    missing[row] = missingNumber(cell);
    if (missing[row] !== 0) continue;
    const value = typeof cell === 'string' && DECIMAL.test(cell) ? Number(cell) : cell;
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw new DatasetError(row + 1, column.name, `${JSON.stringify(cell)} is not a number`);
    if (!isAmount(value))
      throw new DatasetError(row + 1, column.name, `${value} is too large or too small to be computed with`);
    if (column.kind === 'weight' && value < 0)
      throw new DatasetError(row + 1, column.name, `${value} is negative, a weight is not`);
    values[row] = value;
  }
  return { kind: column.kind, values, missing };
}

function readCodes(column: CodedColumn, rowCount: number, cellOf: (row: number) => Cell): CodedData {
  const categories = listCategories(column);
  const positions = new Map(categories.map(({ code }, index) => [code, index]));
  if (positions.size < categories.length)
    throw new DatasetError(null, column.name, 'has the same code twice');
  const values = allocate(column, categories.length, rowCount);
  const missing = new Uint8Array(rowCount);

  const positionOf = (code: Cell, row: number): number => {
    const position = typeof code === 'string' ? positions.get(code) : undefined;
    if (position === undefined)
      throw new DatasetError(row + 1, column.name, `unknown code ${JSON.stringify(code)}`);
    return position;
  };
  for (let row = 0; row < rowCount; row++) {
    const cell = cellOf(row);
    missing[row] = missingNumber(cell);
    if (missing[row] !== 0) continue;
    if (column.kind !== 'multiple') {
      values[row] = positionOf(cell, row) + 1;
      continue;
    }
    const codes = splitCodes(column, cell);
    let mask = 0;
    for (const code of codes) mask |= 1 << positionOf(code, row);
    values[row] = mask;
    // Separators with nothing between them say as little as an empty cell.
    if (codes.length === 0) missing[row] = UNANSWERED;
  }
  return { kind: column.kind, categories, values, missing };
}

function allocate(column: CodedColumn, categoryCount: number, rowCount: number): CodedData['values'] {
  if (column.kind === 'multiple') {
    if (categoryCount > MAX_OPTIONS) {
      throw new DatasetError(
        null,
        column.name,
        `${categoryCount} options, at most ${MAX_OPTIONS} are possible`,
      );
    }
    return categoryCount <= 16 ? new Uint16Array(rowCount) : new Uint32Array(rowCount);
  }
  if (categoryCount > MAX_CODES) {
    throw new DatasetError(null, column.name, `${categoryCount} codes, at most ${MAX_CODES} are possible`);
  }
  return categoryCount <= 0xff ? new Uint8Array(rowCount) : new Uint16Array(rowCount);
}

function splitCodes(column: CodedColumn, cell: Cell): readonly Cell[] {
  if (typeof cell !== 'string') return Array.isArray(cell) ? cell : [cell];
  return cell
    .split(column.separator ?? ';')
    .map((code) => code.trim())
    .filter((code) => code !== '');
}

/** The number of the reason why a cell has no value; 0 if it has one. */
function missingNumber(cell: Cell): number {
  if (cell === undefined || cell === null || cell === '') return UNANSWERED;
  if (Array.isArray(cell)) return cell.length === 0 ? UNANSWERED : 0;
  if (typeof cell === 'object' && 'missing' in cell)
    return Math.max(1, MISSING_REASONS.indexOf(cell.missing) + 1);
  return 0;
}
