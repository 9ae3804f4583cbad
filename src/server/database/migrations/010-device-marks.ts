import type { Kysely, Migration } from 'kysely';

/** By what a device is told from a copy of it, and what it has used its sequence numbers for; see `schema.ts`. */
export const addDeviceMarks: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('devices').addColumn('mark', 'text').execute();
    await db.schema
      .createIndex('changes_device')
      .on('changes')
      .columns(['centre_id', 'device_id', 'device_seq'])
      .execute();
  },
};
