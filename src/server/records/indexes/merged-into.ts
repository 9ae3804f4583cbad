import { DEFINITIONS, type Definitions } from '#domain/records/collections.ts';
import type { IndexedRecord } from '#server/database/queries/record-indexes.ts';
import { saveRecordColumn } from '#server/database/queries/records.ts';
import { defineIndex } from './record-index.ts';

/** The record that one was merged into; undefined for any that stands by itself. */
export function readMergedInto(
  { collection, fields }: Pick<IndexedRecord, 'collection' | 'fields'>,
  definitions: Definitions = DEFINITIONS,
): string | undefined {
  const field = Object.hasOwn(definitions, collection) ? definitions[collection]?.mergedInto : undefined;
  const target = field === undefined ? undefined : fields[field];
  return typeof target === 'string' ? target : undefined;
}

/** The column that names what a record was merged into. */
export const mergedInto = defineIndex({
  name: 'merged_into',
  version: 1,
  collections: Object.values(DEFINITIONS).flatMap(({ name, mergedInto: field }) => (field ? [name] : [])),
  rule: (record) => readMergedInto(record) ?? null,
  save: (tx, centreId, entries) => saveRecordColumn(tx, centreId, 'merged_into', entries),
});
