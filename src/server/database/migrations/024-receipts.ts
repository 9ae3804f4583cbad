import type { Kysely, Migration } from 'kysely';

/** A submission names the lead that came of it, and is found by its id alone: the page for what happens next knows nothing else. */
export const createReceipts: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('submissions').addColumn('lead_id', 'text').execute();
    await db.schema.createIndex('submissions_by_id').on('submissions').column('submission_id').execute();
  },
};
