import type { Kysely, Migration } from 'kysely';

/** Lists of bought addresses, the samples drawn from them, and the unit that answers came from; see `schema.ts`. */
export const createFrames: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('frame_lists')
      .addColumn('centre_id', 'text', (column) => column.notNull())
      .addColumn('list_id', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('source', 'text', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('licence_ends_on', 'text')
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addColumn('created_by', 'text')
      .addColumn('ended_at', 'text')
      .addColumn('frozen', 'text')
      .addPrimaryKeyConstraint('frame_lists_key', ['centre_id', 'list_id'])
      .execute();
    await db.schema
      .createTable('frame_uploads')
      .addColumn('centre_id', 'text', (column) => column.notNull())
      .addColumn('upload_id', 'text', (column) => column.notNull())
      .addColumn('piece', 'integer', (column) => column.notNull())
      .addColumn('list_id', 'text', (column) => column.notNull())
      .addColumn('content', 'text', (column) => column.notNull())
      .addColumn('sent_at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('frame_uploads_key', ['centre_id', 'list_id', 'upload_id', 'piece'])
      .execute();
    await db.schema
      .createTable('frame_units')
      .addColumn('centre_id', 'text', (column) => column.notNull())
      .addColumn('unit_id', 'text', (column) => column.notNull())
      .addColumn('list_id', 'text', (column) => column.notNull())
      .addColumn('row_number', 'integer', (column) => column.notNull())
      .addColumn('name', 'text')
      .addColumn('name_key', 'text')
      .addColumn('kana', 'text')
      .addColumn('industry', 'text')
      .addColumn('employees', 'text')
      .addColumn('employee_count', 'integer')
      .addColumn('sales', 'text')
      .addColumn('municipality', 'text')
      .addColumn('postal_code', 'text')
      .addColumn('address', 'text')
      .addColumn('phone', 'text')
      .addColumn('contact_name', 'text')
      .addColumn('corporate_number', 'text')
      .addColumn('account_id', 'text')
      .addColumn('is_gone', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('frame_units_key', ['centre_id', 'unit_id'])
      .execute();
    const index = (name: string, table: string, columns: string[]) =>
      db.schema
        .createIndex(name)
        .on(table)
        .columns(['centre_id', ...columns]);
    await index('frame_units_row', 'frame_units', ['list_id', 'row_number']).unique().execute();
    await index('frame_units_name', 'frame_units', ['name_key']).execute();
    await index('frame_units_number', 'frame_units', ['corporate_number']).execute();
    await index('frame_units_account', 'frame_units', ['account_id']).execute();
    await db.schema
      .createTable('survey_samples')
      .addColumn('centre_id', 'text', (column) => column.notNull())
      .addColumn('survey_id', 'text', (column) => column.notNull())
      .addColumn('list_id', 'text', (column) => column.notNull())
      .addColumn('design', 'text', (column) => column.notNull())
      .addColumn('seed', 'integer', (column) => column.notNull())
      .addColumn('strata', 'text', (column) => column.notNull())
      .addColumn('drawn_at', 'text', (column) => column.notNull())
      .addColumn('drawn_by', 'text')
      .addPrimaryKeyConstraint('survey_samples_key', ['centre_id', 'survey_id'])
      .execute();
    await db.schema
      .createTable('survey_units')
      .addColumn('centre_id', 'text', (column) => column.notNull())
      .addColumn('survey_id', 'text', (column) => column.notNull())
      .addColumn('unit_id', 'text', (column) => column.notNull())
      .addColumn('stratum', 'text', (column) => column.notNull())
      .addColumn('weight', 'double precision', (column) => column.notNull())
      .addColumn('position', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('survey_units_key', ['centre_id', 'survey_id', 'unit_id'])
      .execute();
    await index('survey_units_unit', 'survey_units', ['unit_id']).execute();
    await db.schema.alterTable('submitted_responses').addColumn('unit_id', 'text').execute();
    await index('submitted_responses_by_unit', 'submitted_responses', [
      'survey_id',
      'unit_id',
      'disposition',
    ]).execute();
  },
};
