import type { Kysely, Migration } from 'kysely';

/** What devices tell of what waits on them; see `schema.ts`. */
export const addDeviceBacklogs: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('devices').addColumn('last_contact_at', 'text').execute();
    await db.schema
      .alterTable('devices')
      .addColumn('unsent', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema.alterTable('devices').addColumn('unsent_since', 'text').execute();
    await db.schema.alterTable('devices').addColumn('user_agent', 'text').execute();
  },
};
