import type { Kysely, Migration } from 'kysely';

/** Which restores the administrator has taken notice of; see `schema.ts`. */
export const addUnderstoodRestores: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('restores').addColumn('understood_at', 'text').execute();
  },
};
