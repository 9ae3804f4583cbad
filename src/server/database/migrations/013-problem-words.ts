import type { Kysely, Migration } from 'kysely';

/** What companies say and which issue is meant by it; one list per centre. */
export const createProblemWords: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('problem_words')
      .addColumn('centre_id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('content', 'text', (column) => column.notNull())
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('updated_at', 'text', (column) => column.notNull())
      .addColumn('updated_by', 'text')
      .execute();
  },
};
