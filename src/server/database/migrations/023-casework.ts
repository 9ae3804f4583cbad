import { sql, type Kysely, type Migration } from 'kysely';

/** Where people work, how soon leads are due, and companies that were merged, found without reading the others. */
export const createCasework: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('staff')
      .addColumn('areas', 'text', (column) => column.notNull().defaultTo('[]'))
      .execute();
    await db.schema.alterTable('centres').addColumn('lead_days', 'integer').execute();
    await db.schema
      .createIndex('records_merged_into')
      .on('records')
      .columns(['centre_id', 'merged_into'])
      .where(sql.ref('merged_into'), 'is not', null)
      .execute();
  },
};
