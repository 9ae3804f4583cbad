import type { IndexableType, Table } from 'dexie';

/**
 * The records that have one of a few values in an index, those of the first value first. Each value is read at once: Dexie's
 * `anyOf`, as its `filter` of a table, walks with a cursor, which takes the page an event for every record, and what
 * somebody else writes waits until the walk is over (a second in which a first sync stood still on a slow phone).
 */
export async function readByKeys<Row, Key, Insert>(
  table: Table<Row, Key, Insert>,
  index: string,
  values: readonly IndexableType[],
): Promise<Row[]> {
  // Of one moment: a record whose value changes between two reads would be there twice, or not at all.
  const found = await table.db.transaction('r', table, () =>
    Promise.all([...new Set(values)].map((value) => table.where(index).equals(value).toArray())),
  );
  return found.flat();
}
