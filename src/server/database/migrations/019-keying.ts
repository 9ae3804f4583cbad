import type { Kysely, Migration } from 'kysely';

/** Sheets of paper that are keyed, and who keyed what of them; see `schema.ts`. */
export const createKeying: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('keyed_sheets')
      .addColumn('centre_id', 'text', (column) => column.notNull())
      .addColumn('sheet_id', 'text', (column) => column.notNull())
      .addColumn('survey_id', 'text', (column) => column.notNull())
      .addColumn('questionnaire_revision', 'integer', (column) => column.notNull())
      .addColumn('invitation_id', 'text')
      .addColumn('unit_id', 'text')
      .addColumn('sheet_number', 'text')
      .addColumn('salt', 'text', (column) => column.notNull())
      .addColumn('code_hash', 'text')
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('plan_phase', 'integer', (column) => column.notNull())
      .addColumn('second_planned', 'integer', (column) => column.notNull())
      .addColumn('first_by', 'text', (column) => column.notNull())
      .addColumn('second_by', 'text')
      .addColumn('settled_by', 'text')
      .addColumn('checked_at', 'text')
      .addColumn('checked_fields', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('first_errors', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('comparison', 'text')
      .addColumn('response_id', 'text')
      .addColumn('received_at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('keyed_sheets_key', ['centre_id', 'sheet_id'])
      .execute();
    await db.schema
      .createIndex('keyed_sheets_by_survey')
      .on('keyed_sheets')
      .columns(['centre_id', 'survey_id', 'status'])
      .execute();
    await db.schema
      .createTable('keyed_entries')
      .addColumn('centre_id', 'text', (column) => column.notNull())
      .addColumn('entry_id', 'text', (column) => column.notNull())
      .addColumn('sheet_id', 'text', (column) => column.notNull())
      .addColumn('survey_id', 'text', (column) => column.notNull())
      .addColumn('pass', 'integer', (column) => column.notNull())
      .addColumn('keyed_by', 'text', (column) => column.notNull())
      .addColumn('content_hash', 'text', (column) => column.notNull())
      .addColumn('content', 'text', (column) => column.notNull())
      .addColumn('keystrokes', 'integer', (column) => column.notNull())
      .addColumn('active_seconds', 'integer', (column) => column.notNull())
      .addColumn('started_at', 'text', (column) => column.notNull())
      .addColumn('finished_at', 'text', (column) => column.notNull())
      .addColumn('received_at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('keyed_entries_key', ['centre_id', 'entry_id'])
      .execute();
    await db.schema
      .createIndex('keyed_entries_by_sheet')
      .on('keyed_entries')
      .columns(['centre_id', 'sheet_id', 'pass'])
      .execute();
    await db.schema
      .createIndex('keyed_entries_by_person')
      .on('keyed_entries')
      .columns(['centre_id', 'survey_id', 'keyed_by'])
      .execute();
  },
};
