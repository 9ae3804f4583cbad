import { foldText } from '#domain/canonical/text.ts';
import type { ImportField, CsvRow } from './account-import-columns.ts';
import type { LeftOutRow } from './account-import-rows.ts';

/*
 * The register of 法人番号 as the National Tax Agency publishes it: thirty columns without headings.
 * Source: 国税庁法人番号公表サイト「リソース定義書」（基本3情報ダウンロードデータ）.
 */
const COLUMN_COUNT = 30;
const COLUMN = {
  corporateNumber: 1,
  name: 6,
  prefecture: 9,
  city: 10,
  street: 11,
  prefectureCode: 13,
  cityCode: 14,
  postalCode: 15,
  addressOutside: 16,
  closedOn: 18,
  isLatest: 23,
  kana: 28,
} as const;
/** A spreadsheet that saved the file has put strokes between. */
const DAY = /^\d{4}(?:-\d{2}-\d{2}|\/\d{1,2}\/\d{1,2})$/;
const ENOUGH_ROWS = 20;

/** A list as it goes on to the import. */
export interface RegisterRead {
  headings: string[];
  mapping: ImportField[];
  rows: CsvRow[];
  leftOut: LeftOutRow[];
}

/**
 * Whether rows are those of the register, which has no headings to be known by: most have its form. A row that
 * was damaged since, or headings that somebody added, change nothing of that.
 */
export function isTaxRegister(rows: readonly CsvRow[]): boolean {
  const first = rows.slice(0, ENOUGH_ROWS).filter((row) => !isHeading(row));
  return first.filter(hasForm).length > first.length / 2;
}

function isHeading({ cells }: CsvRow): boolean {
  return foldText(cells[COLUMN.corporateNumber] ?? '') === '法人番号';
}

function hasForm({ cells }: CsvRow): boolean {
  return (
    cells.length === COLUMN_COUNT &&
    [4, 5].every((column) => DAY.test(cells[column] ?? '')) &&
    /^\d{0,3}$/.test(cells[COLUMN.cityCode] ?? '') &&
    cells[COLUMN.name] !== ''
  );
}

/** The register's rows with headings and whole addresses; closed companies and former entries are left out. */
export function readTaxRegister(rows: readonly CsvRow[]): RegisterRead {
  const leftOut: LeftOutRow[] = [];
  const kept = rows.filter(({ row, cells }) => {
    if (isHeading({ row, cells })) {
      leftOut.push({ row, reason: 'headings', text: cells.join(' ').trim() });
      return false;
    }
    const isClosed =
      cells.length === COLUMN_COUNT && (cells[COLUMN.closedOn] !== '' || cells[COLUMN.isLatest] === '0');
    if (isClosed) leftOut.push({ row, reason: 'closed', text: cells[COLUMN.name] ?? '' });
    return !isClosed;
  });
  return {
    headings: ['法人番号', '商号又は名称', 'フリガナ', '郵便番号', '市区町村コード', '所在地'],
    mapping: ['corporateNumber', 'name', 'nameKana', 'postalCode', 'municipality', 'address'],
    rows: kept.map(({ row, cells }) => {
      // A row of another width is no entry: what it holds goes on as too much, which is a fault.
      if (cells.length !== COLUMN_COUNT) return { row, cells: [...Array<string>(6).fill(''), ...cells] };
      const cell = (column: keyof typeof COLUMN): string => cells[COLUMN[column]] ?? '';
      return {
        row,
        cells: [
          cell('corporateNumber'),
          cell('name'),
          cell('kana'),
          cell('postalCode'),
          `${cell('prefectureCode')}${cell('cityCode')}`,
          `${cell('prefecture')}${cell('city')}${cell('street')}` || cell('addressOutside'),
        ],
      };
    }),
    leftOut,
  };
}
