import type { Kysely, Migration } from 'kysely';

/** What devices seal when their person leaves, and which devices are to be told that they did; see `schema.ts`. */
export const createParcels: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('parcels')
      .addColumn('centre_id', 'text', (column) => column.notNull())
      .addColumn('parcel_id', 'text', (column) => column.notNull())
      .addColumn('received_at', 'text', (column) => column.notNull())
      .addColumn('user_id', 'text', (column) => column.notNull())
      .addColumn('change_count', 'integer', (column) => column.notNull())
      .addColumn('draft_count', 'integer', (column) => column.notNull())
      .addColumn('letter', 'text', (column) => column.notNull())
      .addColumn('opened_at', 'text')
      .addColumn('opened_by', 'text')
      .addColumn('refused_count', 'integer')
      .addPrimaryKeyConstraint('parcels_key', ['centre_id', 'parcel_id'])
      .execute();
    await db.schema.alterTable('sessions').addColumn('revoked_at', 'text').execute();
  },
};
