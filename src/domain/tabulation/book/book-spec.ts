import type { Category } from '#domain/tabulation/dataset/codebook.ts';
import type { TableFilter, TableSpec, TableTests } from '#domain/tabulation/table-spec.ts';

/** A column of the data as a book names it, in the book's language. */
export interface BookColumn {
  code: string;
  kind: 'single' | 'scale' | 'multiple' | 'number';
  label: string;
  categories: readonly Category[];
}

/**
 * How a table is laid out: `simple` one question alone, answers down the side; `cross` groups down the side, answers
 * across; `grid` several questions with the same answers, one a row.
 */
export type BookLayout = 'simple' | 'cross' | 'grid';

/** One table of a book, with what it is called. */
export interface BookTable {
  heading: string;
  layout: BookLayout;
  spec: TableSpec;
  /** What a row of a grid is called, by its column. */
  rowLabels?: Readonly<Record<string, string>>;
  /** The answers that come first in each row are marked: how many of them. */
  ranks?: number;
}

export interface BookChapter {
  heading: string;
  tables: BookTable[];
}

/** A table that a book should have and the questionnaire cannot give. */
export interface OmittedTable {
  heading: string;
  /** What it lacks: codes of items, or what they are for. */
  lacks: string[];
}

/** A report book: tables in chapters, to be counted and taken along in one go. */
export interface BookSpec {
  title: string;
  chapters: BookChapter[];
  omitted: OmittedTable[];
}

/** What holds for every table of a book. */
export interface BookSettings {
  base: TableSpec['base'];
  /** A column of weights, and what it is called. */
  weight: { column: string; name: string } | null;
  filter: TableFilter | null;
  tests: boolean;
  /** What else has to be known of each table, such as what groups of one's own are made of. */
  remarks?: readonly (readonly [label: string, text: string])[];
}

/**
 * The tests of a book's tables, where it has any. Not Fisher's: one table in four of a survey is too large for it, and finding that
 * out takes half a second each (`BOOK_SIMULATION` instead).
 */
export const BOOK_TESTS: TableTests = {
  chiSquare: true,
  residuals: true,
  interval: 'wilson',
  columnProportions: { alpha: [0.05, 0.01], adjust: 'holm' },
};
/** What takes the place of χ² where expected counts are too small for it. */
export const BOOK_SIMULATION = { replicates: 2000, seed: 1 } as const;
/** Of a table without groups there is nothing to be compared. */
const SIMPLE_TESTS: TableTests = { interval: 'wilson' };

/** Everything in a book, in its order. */
export function listTables({ chapters }: BookSpec): BookTable[] {
  return chapters.flatMap(({ tables }) => tables);
}

/** The simple table (GT) of a column. */
export function simpleTable(column: BookColumn, settings: BookSettings, heading = column.label): BookTable {
  return { heading, layout: 'simple', spec: specOf([[]], [column], settings) };
}

/** A column across, by the groups of another. */
export function crossTable(
  column: BookColumn,
  by: BookColumn,
  settings: BookSettings,
  heading = `${column.label} × ${by.label}`,
): BookTable {
  return { heading, layout: 'cross', spec: specOf([[by.code]], [column], settings) };
}

/** Columns with the same answers, one below the other; their answers keep their order. */
export function gridTable(
  columns: readonly BookColumn[],
  rowLabels: Readonly<Record<string, string>>,
  settings: BookSettings,
  heading: string,
): BookTable {
  return {
    heading,
    layout: 'grid',
    spec: { ...specOf([[]], columns, settings), tests: null, sort: 'codebook' },
    rowLabels,
  };
}

/** Only multiple answers are sorted: categories of single ones may be bands. */
function specOf(stub: string[][], columns: readonly BookColumn[], settings: BookSettings): TableSpec {
  const isSimple = stub.every((names) => names.length === 0);
  return {
    stub,
    banner: columns.map(({ code }) => code),
    base: settings.base,
    weight: settings.weight?.column ?? null,
    filter: settings.filter,
    tests: settings.tests ? (isSimple ? SIMPLE_TESTS : BOOK_TESTS) : null,
    sort: columns.every(({ kind }) => kind === 'multiple') ? 'descending' : 'codebook',
  };
}
