import type { CodedData } from '#domain/tabulation/dataset/columns.ts';
import type { Dataset } from '#domain/tabulation/dataset/dataset.ts';
import { getCodedColumn, TableSpecError, type TableFilter } from '#domain/tabulation/table-spec.ts';

/** One bit a row, 32 rows a word. */
export type Bitmap = Uint32Array;

/** Whether a row's bit is set; without a bitmap every row's. */
export function hasBit(bitmap: Bitmap | null, row: number): boolean {
  return bitmap === null || ((bitmap[row >>> 5]! >>> (row & 31)) & 1) === 1;
}

/**
 * The rows that pass a filter; `null`, which is every row, without one.
 * @throws TableSpecError for a column or code that the data do not have.
 */
export function computeFilter(dataset: Dataset, filter: TableFilter | null | undefined): Bitmap | null {
  if (!filter || filter.all.length === 0) return null;
  const bitmap = new Uint32Array(Math.ceil(dataset.rowCount / 32)).fill(0xffffffff);
  filter.all.forEach((condition, index) => {
    const pointer = `/filter/all/${index}`;
    const column = getCodedColumn(dataset, condition.column, `${pointer}/column`);
    const wanted = condition.in.map((code, codeIndex) => {
      const position = column.categories.findIndex((category) => category.code === code);
      if (position < 0)
        throw new TableSpecError(
          `${pointer}/in/${codeIndex}`,
          `column "${condition.column}" has no code "${code}"`,
        );
      return position;
    });
    const passes = computePasses(column, wanted);
    for (let row = 0; row < dataset.rowCount; row++) {
      if (!passes(column.values[row]!)) bitmap[row >>> 5]! &= ~(1 << (row & 31));
    }
  });
  return bitmap;
}

function computePasses(column: CodedData, wanted: readonly number[]): (value: number) => boolean {
  if (column.kind === 'multiple') {
    const mask = wanted.reduce((bits, position) => bits | (1 << position), 0);
    return (value) => (value & mask) !== 0;
  }
  const values = new Set(wanted.map((position) => position + 1));
  return (value) => values.has(value);
}
