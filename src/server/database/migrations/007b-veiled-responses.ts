import { sql, type Kysely, type Migration } from 'kysely';

/** How responses are shown to those who may not see whose they are; see `schema.ts`. */
export const createVeiledResponses: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('veiled_responses')
      .addColumn('centre_id', 'text', (column) => column.notNull())
      .addColumn('response_id', 'text', (column) => column.notNull())
      .addColumn('shown_id', 'text')
      .addColumn('revision', 'bigint')
      .addColumn('is_pending', 'integer', (column) => column.notNull())
      .addColumn('noticed_at', 'text')
      .addColumn('is_withdrawn', 'integer', (column) => column.notNull())
      .addColumn('was_known', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('veiled_responses_key', ['centre_id', 'response_id'])
      .execute();
    await db.schema
      .createIndex('veiled_responses_revision')
      .on('veiled_responses')
      .columns(['centre_id', 'revision'])
      .unique()
      .execute();
    // Their devices hold such responses under their own ids: they start afresh.
    await sql`
      update staff set access_version = access_version + 1 where role in ('coordinator', 'manager')
    `.execute(db);
  },
};
