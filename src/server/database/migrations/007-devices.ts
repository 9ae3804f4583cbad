import { sql, type Kysely, type Migration } from 'kysely';

/** Whose a device is, and what waits for the office because its author may no longer write it; see `schema.ts`. */
export const createDevices: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('devices')
      .addColumn('centre_id', 'text', (column) => column.notNull())
      .addColumn('device_id', 'text', (column) => column.notNull())
      .addColumn('user_id', 'text', (column) => column.notNull())
      .addColumn('first_seen_at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('devices_key', ['centre_id', 'device_id'])
      .execute();
    // Those that have sent changes of one person only; who is not among them is known with the next push.
    await sql`
      insert into devices (centre_id, device_id, user_id, first_seen_at)
      select centre_id, device_id, min(made_by), min(server_time)
      from changes
      where imported_by is null and made_by not in ('server', 'respondent')
      group by centre_id, device_id
      having count(distinct made_by) = 1
    `.execute(db);

    await db.schema
      .createTable('held_changes')
      .addColumn('centre_id', 'text', (column) => column.notNull())
      .addColumn('change_id', 'text', (column) => column.notNull())
      .addColumn('record_id', 'text', (column) => column.notNull())
      .addColumn('made_by', 'text', (column) => column.notNull())
      .addColumn('change', 'text', (column) => column.notNull())
      .addColumn('change_hash', 'text', (column) => column.notNull())
      .addColumn('refusal', 'text', (column) => column.notNull())
      .addColumn('held_at', 'text', (column) => column.notNull())
      .addColumn('decision', 'text')
      .addColumn('decided_at', 'text')
      .addColumn('decided_by', 'text')
      .addColumn('reason', 'text')
      .addPrimaryKeyConstraint('held_changes_key', ['centre_id', 'change_id'])
      .execute();
    await db.schema
      .createIndex('held_changes_record')
      .on('held_changes')
      .columns(['centre_id', 'record_id'])
      .execute();
  },
};
