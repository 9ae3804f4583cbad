import type { Instant } from '#domain/canonical/dates.ts';
import type { Language } from '#domain/canonical/language.ts';
import type { BookColumn, BookSettings, BookSpec } from '#domain/tabulation/book/book-spec.ts';
import type { TabulationContract } from '#client/workers/tabulation/tabulation-contract.ts';
import type { MadeBook } from './made-book.ts';

/** A book to be made from the data as they are now. */
export interface BookOrder {
  book: BookSpec;
  settings: BookSettings;
  /** The columns that the person may see, as the book names them; no other one leaves in any file. */
  columns: BookColumn[];
  language: Language;
  madeAt: Instant;
}

/** The files that a book can be saved as; `tripleS` is an archive of the data that it was counted from. */
export const BOOK_FILES = ['workbook', 'csv', 'tripleS'] as const;
export type BookFile = (typeof BOOK_FILES)[number];

/** What the page of report books asks the worker that counts them: what that of tables asks, and the books. */
export type BookContract = TabulationContract & {
  /** `null` when it was cancelled on the way. */
  make: { request: BookOrder; answer: MadeBook | null; progress: { done: number; total: number } };
  cancel: { request: undefined; answer: undefined };
  /** The book that was made last, as a file. */
  write: { request: { file: BookFile }; answer: ArrayBuffer };
};
