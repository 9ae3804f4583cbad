import { crossTable, simpleTable, type BookColumn, type BookSettings, type BookSpec } from './book-spec.ts';

/**
 * The book of everything: a chapter for each column, in it the simple table (GT) and one cross table for each of the chosen
 * attributes other than itself.
 *
 * @param attributes codes of columns with one answer each; others are passed over
 */
export function bookOfAllItems(
  columns: readonly BookColumn[],
  attributes: readonly string[],
  settings: BookSettings,
  title: string,
): BookSpec {
  const groups = columns.filter(({ code, kind }) => attributes.includes(code) && isAttribute(kind));
  return {
    title,
    chapters: columns.map((column) => ({
      heading: column.label,
      tables: [
        simpleTable(column, settings),
        ...groups
          .filter(({ code }) => code !== column.code)
          .map((group) => crossTable(column, group, settings)),
      ],
    })),
    omitted: [],
  };
}

/** Whether everybody is in one group of such a column at most. */
export function isAttribute(kind: BookColumn['kind']): boolean {
  return kind === 'single' || kind === 'scale';
}
