import type { Dataset } from '#domain/tabulation/dataset/dataset.ts';
import { computeTable } from '#domain/tabulation/engine/compute-table.ts';
import type { Table } from '#domain/tabulation/table.ts';
import type { TableSpec } from '#domain/tabulation/table-spec.ts';
import { BOOK_SIMULATION, listTables, type BookSpec } from './book-spec.ts';

/** Who waits for a book. */
export interface BookWatcher {
  /** Hears after every table how many are done. */
  report(done: number, total: number): void;
  /** Lets others have their turn, if it is time for that; whether the book is still wanted. */
  rest(): boolean | Promise<boolean>;
}

/**
 * The tables of a book in its order; `null` if it is not wanted any more. Where χ² may not be read, p is simulated as well.
 *
 * @throws TableSpecError for a table that the data cannot give
 */
export async function computeBook(
  dataset: Dataset,
  book: BookSpec,
  watcher: BookWatcher,
): Promise<Table[] | null> {
  const wanted = listTables(book);
  const tables: Table[] = [];
  for (const { spec } of wanted) {
    const isWanted = watcher.rest();
    // Most of the time nobody else waits, and then there is nothing to wait for.
    if (!(typeof isWanted === 'boolean' ? isWanted : await isWanted)) return null;
    tables.push(computeTested(dataset, spec));
    watcher.report(tables.length, wanted.length);
  }
  return tables;
}

function computeTested(dataset: Dataset, spec: TableSpec): Table {
  const table = computeTable(dataset, spec);
  const isReadable = table.blocks.every(({ tests }) => tests?.valid !== false);
  if (isReadable) return table;
  return computeTable(dataset, { ...spec, tests: { ...spec.tests, monteCarlo: BOOK_SIMULATION } });
}
