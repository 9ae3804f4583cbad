import type { Kysely, Migration } from 'kysely';

/** What a centre has decided about the lists that it imports, by the form of the list; see `schema.ts`. */
export const createImportSources: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('import_sources')
      .addColumn('centre_id', 'text', (column) => column.notNull())
      .addColumn('fingerprint_hash', 'text', (column) => column.notNull())
      .addColumn('content', 'text', (column) => column.notNull())
      .addColumn('used_at', 'text', (column) => column.notNull())
      .addColumn('used_by', 'text')
      .addPrimaryKeyConstraint('import_sources_key', ['centre_id', 'fingerprint_hash'])
      .execute();
  },
};
