import type { Kysely, Migration } from 'kysely';

/** The sessions as they were, as far as this migration reads them. */
interface Before {
  sessions: { user_id: string; updated_at: Date | string };
  users: { id: string; last_seen_at: string | null };
}

/** When a person last used the product, which their sessions tell only as long as they are there. */
export const addLastSeen: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('users').addColumn('last_seen_at', 'text').execute();
    const typed = db as Kysely<Before>;
    const seen = await typed
      .selectFrom('sessions')
      .select('user_id')
      .select(({ fn }) => fn.max('updated_at').as('at'))
      .groupBy('user_id')
      .execute();
    for (const { user_id, at } of seen)
      await typed
        .updateTable('users')
        .set({ last_seen_at: new Date(at).toISOString() })
        .where('id', '=', user_id)
        .execute();
  },
};
