import type { Kysely, Migration } from 'kysely';

/** By which version of its rule each index over the records was built; see `schema.ts`. */
export const createRecordIndexes: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('record_indexes')
      .addColumn('centre_id', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('built_at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('record_indexes_key', ['centre_id', 'name'])
      .execute();
  },
};
