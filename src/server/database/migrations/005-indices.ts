import type { Kysely, Migration } from 'kysely';

/**
 * Indices that the queries of every submission and push are answered from. Without the id that
 * a query sorts by at its end, SQLite walks the primary key over everything the centre holds.
 */
export const replaceIndices: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.dropIndex('submitted_responses_unit').execute();
    await db.schema
      .createIndex('submitted_responses_unit')
      .on('submitted_responses')
      .columns(['centre_id', 'survey_id', 'account_id', 'response_id'])
      .execute();

    await db.schema.dropIndex('open_lead_keys_by_key').execute();
    await db.schema
      .createIndex('open_lead_keys_by_key')
      .on('open_lead_keys')
      .columns(['centre_id', 'key', 'lead_id'])
      .execute();

    await db.schema.createIndex('rate_limits_end').on('rate_limits').column('expires_at_ms').execute();
    await db.schema.createIndex('users_centre').on('users').column('centre_id').execute();
  },
};
