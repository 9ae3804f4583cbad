import { sql, type Kysely, type Migration } from 'kysely';

/** What is known of restores, and how many submissions a centre has taken in; see `schema.ts`. */
export const createRestores: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('restores')
      .addColumn('centre_id', 'text', (column) => column.notNull())
      .addColumn('epoch', 'text', (column) => column.notNull())
      .addColumn('epoch_before', 'text', (column) => column.notNull())
      .addColumn('noticed_at', 'text', (column) => column.notNull())
      .addColumn('is_declared', 'integer', (column) => column.notNull())
      .addColumn('kept_revision', 'bigint', (column) => column.notNull())
      .addColumn('kept_submissions', 'integer', (column) => column.notNull())
      .addColumn('seen_revision', 'bigint', (column) => column.notNull())
      .addColumn('seen_submissions', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('restores_key', ['centre_id', 'epoch'])
      .execute();

    await db.schema
      .alterTable('centres')
      .addColumn('submissions', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await sql`update centres set submissions =
      (select count(*) from submissions where submissions.centre_id = centres.centre_id)`.execute(db);
  },
};
