import type { Transaction } from 'kysely';
import type { Collection } from '#domain/records/collections.ts';
import type { RolesOf } from '#domain/questionnaire/find-by-role.ts';
import type { IndexedRecord } from '#server/database/queries/record-indexes.ts';
import type { Database } from '#server/database/schema.ts';

/**
 * A table or a column beside `records` by which they are found, or let through, without
 * reading every record's JSON. It follows the records: written with them in one transaction,
 * and built anew from them when its rule has become another one.
 */
interface IndexDefinition<Entry> {
  /** Under which the database keeps the version that it was built by. */
  name: string;
  /** To be raised with every change of what `rule`, or a rule below it, says of any record. */
  version: number;
  /** None may ever leave: what it has said of their records would stay. Let `rule` say nothing of them. */
  collections: readonly Collection[];
  /** What the index says of a record; pure. `rolesOf` tells what the items are for that a response answers. */
  rule: (record: IndexedRecord, rolesOf: RolesOf) => Entry;
  /** Writes what it says of records, by their ids, in place of what it said of them before. */
  save: (tx: Transaction<Database>, centreId: string, entries: ReadonlyMap<string, Entry>) => Promise<void>;
  /** What else has to happen once another version of the rule has built it, in the same transaction. */
  afterChange?: (tx: Transaction<Database>, centreId: string) => Promise<void>;
}

/** An index as its users know it, whatever it says. */
export interface RecordIndex extends Pick<
  IndexDefinition<unknown>,
  'name' | 'version' | 'collections' | 'afterChange'
> {
  /** Brings it up to records that are being written; those that do not concern it are passed over. */
  write: (
    tx: Transaction<Database>,
    centreId: string,
    records: readonly IndexedRecord[],
    rolesOf: RolesOf,
  ) => Promise<void>;
}

export function defineIndex<Entry>({ rule, save, ...index }: IndexDefinition<Entry>): RecordIndex {
  return {
    ...index,
    write: async (tx, centreId, records, rolesOf) => {
      const concerned = records.filter(({ collection }) =>
        index.collections.some((each) => each === collection),
      );
      if (concerned.length === 0) return;
      await save(tx, centreId, new Map(concerned.map((record) => [record.id, rule(record, rolesOf)])));
    },
  };
}
