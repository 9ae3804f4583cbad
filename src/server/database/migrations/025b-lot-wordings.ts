import type { Kysely, Migration } from 'kysely';

/** Which of two wordings the letters of a lot say, and the seed by which its units were drawn for it. */
export const addLotWordings: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('letter_lots').addColumn('wording', 'text').execute();
    await db.schema.alterTable('letter_lots').addColumn('wording_seed', 'integer').execute();
  },
};
