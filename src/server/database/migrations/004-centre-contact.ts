import type { Kysely, Migration } from 'kysely';

/** How companies reach a centre; see `schema.ts`. */
export const addCentreContact: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('centres').addColumn('contact', 'text').execute();
  },
};
