import { foldText } from '#domain/canonical/text.ts';
import type { ColumnMapping, CsvRow, ImportField } from './account-import-columns.ts';

/** Why a row is no company. */
export type LeftOutReason = 'total' | 'remark' | 'headings' | 'closed';

/** A row that stands in a list without being a company. */
export interface LeftOutRow {
  row: number;
  reason: LeftOutReason;
  /** What stands in it. */
  text: string;
}

const TOTAL =
  /^(?:(?:[総小累]?合?計|総合計|.{1,8}(?:合計|小計)|.{1,6}[市町村郡県]計)\d*[社件名人]?|平均|(?:sub|grand)?total|average|sum)$/;
const REMARK =
  /^(?:[※*〔【]|\(注|注[\d):]|備考:|(?:出典|資料|作成|調査)[:者日]|\(?単位|以上(?:[、,。.\d]|$)|以下(?:余白|省略)|-+$|note:|source:|end$)|現在\)?$/;
/** What only companies have. */
const IDENTITY: readonly ImportField[] = [
  'corporateNumber',
  'postalCode',
  'address',
  'phone',
  'municipality',
];

/**
 * Why a row of a list is no company: a line of totals, a remark, the headings once more. What has
 * an address, a telephone or a number of its own is one, whatever it is called.
 */
export function findLeftOutReason(
  { cells }: CsvRow,
  headings: readonly string[],
  mapping: ColumnMapping,
): LeftOutReason | undefined {
  const filled = cells.map((cell) => foldText(cell)).filter((cell) => cell !== '');
  const isHeadings =
    filled.length > 1 && cells.every((cell, index) => foldText(cell) === foldText(headings[index] ?? ''));
  if (isHeadings) return 'headings';
  const has = (field: ImportField): boolean => foldText(cells[mapping.indexOf(field)] ?? '') !== '';
  if (IDENTITY.some(has)) return undefined;
  const name = foldText(cells[mapping.indexOf('name')] ?? '');
  const isTotal = name === '' ? filled.some((cell) => TOTAL.test(cell)) : TOTAL.test(name);
  if (isTotal) return 'total';
  const text = name || filled[0] || '';
  return filled.length === 1 && REMARK.test(text) ? 'remark' : undefined;
}
