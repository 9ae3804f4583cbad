import type { Kysely, Migration } from 'kysely';

/** What was handed over to whom, codes of referrals, and by which records referrals and consents are found; see `schema.ts`. */
export const createReferrals: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('provisions')
      .addColumn('centre_id', 'text', (column) => column.notNull())
      .addColumn('provision_id', 'text', (column) => column.notNull())
      .addColumn('referral_id', 'text', (column) => column.notNull())
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('consent_id', 'text', (column) => column.notNull())
      .addColumn('recipient', 'text', (column) => column.notNull())
      .addColumn('recipient_name', 'text', (column) => column.notNull())
      .addColumn('provided_by', 'text')
      .addColumn('items', 'text', (column) => column.notNull())
      .addColumn('content', 'text', (column) => column.notNull())
      .addColumn('items_sha256', 'text', (column) => column.notNull())
      .addColumn('revision', 'bigint', (column) => column.notNull())
      .addColumn('provided_at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('provisions_key', ['centre_id', 'provision_id'])
      .execute();
    await db.schema
      .createIndex('provisions_by_referral')
      .on('provisions')
      .columns(['centre_id', 'referral_id'])
      .unique()
      .execute();
    await db.schema
      .createTable('referral_codes')
      .addColumn('centre_id', 'text', (column) => column.notNull())
      .addColumn('code_id', 'text', (column) => column.notNull())
      .addColumn('key_id', 'text', (column) => column.notNull())
      .addColumn('user_id', 'text', (column) => column.notNull())
      .addColumn('device_id', 'text')
      .addColumn('allotted_at', 'text', (column) => column.notNull())
      .addColumn('referral_id', 'text')
      .addColumn('bound_at', 'text')
      .addPrimaryKeyConstraint('referral_codes_key', ['centre_id', 'code_id'])
      .execute();
    await db.schema
      .createIndex('referral_codes_by_device')
      .on('referral_codes')
      .columns(['centre_id', 'user_id', 'device_id'])
      .execute();
    // One code for each referral; those that are not bound yet have none.
    await db.schema
      .createIndex('referral_codes_by_referral')
      .on('referral_codes')
      .columns(['centre_id', 'referral_id'])
      .unique()
      .execute();
    await db.schema
      .createTable('record_links')
      .addColumn('centre_id', 'text', (column) => column.notNull())
      .addColumn('record_id', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('target_id', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('record_links_key', ['centre_id', 'record_id', 'kind', 'target_id'])
      .execute();
    await db.schema
      .createIndex('record_links_by_target')
      .on('record_links')
      .columns(['centre_id', 'kind', 'target_id'])
      .execute();
  },
};
