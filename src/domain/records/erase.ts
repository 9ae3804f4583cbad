import type { Instant } from '#domain/canonical/dates.ts';
import type { StoredRecord } from '#domain/sync/record.ts';
import type { Definition } from './definition.ts';

/** What of a record's fields erasure leaves (`keptByErasure`). */
export function keptFields(definition: Definition, fields: StoredRecord['fields']): StoredRecord['fields'] {
  return Object.fromEntries(
    definition.keptByErasure.flatMap((name) => {
      const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/**
 * A record as it is once it has been erased for privacy: deleted, and without anything that
 * tells of a person or a company. What is left keeps counts right.
 *
 * @param erased its place in the centre's order, and when.
 */
export function eraseRecord(
  definition: Definition,
  { collection, id, fields }: StoredRecord,
  erased: { revision: number; at: Instant },
): StoredRecord {
  return {
    collection,
    id,
    revision: erased.revision,
    fields: keptFields(definition, fields),
    deletedAt: erased.at,
    conflicts: [],
    warnings: [],
    units: {},
  };
}
