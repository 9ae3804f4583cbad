import type { DescribedTable } from '#domain/tabulation/book/book-csv.ts';
import type { BookColumn, BookSettings, BookSpec } from '#domain/tabulation/book/book-spec.ts';
import { wordsOfBook } from '#domain/tabulation/book/book-words.ts';
import {
  describeSurvey,
  describeTable,
  type BookLine,
  type BookOrigin,
} from '#domain/tabulation/book/describe-book.ts';
import { indexColumns, layOutTable } from '#domain/tabulation/book/lay-out-table.ts';
import type { Table } from '#domain/tabulation/table.ts';

/** A chapter of a book with its tables, counted and described. */
export interface MadeChapter {
  heading: string;
  tables: DescribedTable[];
}

/** A book that has been counted: what pages show and files hold. */
export interface MadeBook {
  title: string;
  origin: BookOrigin;
  weightName: string | null;
  /** 調査概要: what holds for the whole book. */
  overview: BookLine[];
  chapters: MadeChapter[];
}

/** All tables of a book in its order. */
export function tablesOf({ chapters }: Pick<MadeBook, 'chapters'>): DescribedTable[] {
  return chapters.flatMap(({ tables }) => tables);
}

/** Puts the tables that were counted for a book, in its order, into words and numbers them. */
export function bindBook(
  book: BookSpec,
  tables: readonly Table[],
  {
    settings,
    columns,
    origin,
  }: { settings: BookSettings; columns: readonly BookColumn[]; origin: BookOrigin },
): MadeBook {
  const say = wordsOfBook(origin.language);
  const index = indexColumns(columns);
  let number = 0;
  return {
    title: book.title,
    origin,
    weightName: settings.weight?.name ?? null,
    overview: describeSurvey(book, settings, index, origin),
    chapters: book.chapters.map(({ heading, tables: wanted }) => ({
      heading,
      tables: wanted.map((each): DescribedTable => {
        const table = layOutTable(each, tables[number++]!, index, say);
        return { number, table, ...describeTable(table, settings, index, origin) };
      }),
    })),
  };
}
