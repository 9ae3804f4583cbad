import type { Kysely, Migration } from 'kysely';

/** How a survey's letters are worded, what was noted of its units, and when responses were submitted; see `schema.ts`. */
export const createLettersAndReturns: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('survey_letters')
      .addColumn('centre_id', 'text', (column) => column.notNull())
      .addColumn('survey_id', 'text', (column) => column.notNull())
      .addColumn('content', 'text', (column) => column.notNull())
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('updated_at', 'text', (column) => column.notNull())
      .addColumn('updated_by', 'text')
      .addPrimaryKeyConstraint('survey_letters_key', ['centre_id', 'survey_id'])
      .execute();
    await db.schema
      .createTable('unit_events')
      .addColumn('centre_id', 'text', (column) => column.notNull())
      .addColumn('event_id', 'text', (column) => column.notNull())
      .addColumn('survey_id', 'text', (column) => column.notNull())
      .addColumn('unit_id', 'text', (column) => column.notNull())
      .addColumn('outcome', 'text')
      .addColumn('noted_at', 'text', (column) => column.notNull())
      .addColumn('noted_by', 'text')
      .addPrimaryKeyConstraint('unit_events_key', ['centre_id', 'event_id'])
      .execute();
    await db.schema
      .createIndex('unit_events_by_survey')
      .on('unit_events')
      .columns(['centre_id', 'survey_id', 'unit_id', 'event_id'])
      .execute();
    await db.schema.alterTable('submitted_responses').addColumn('submitted_at', 'text').execute();
  },
};
