import type { BansoDatabase } from './database.ts';

/** How many changes the server does not have, those that it has refused included. */
export async function countUnsent(db: BansoDatabase): Promise<number> {
  return db.outbox.where('state').notEqual('handed').count();
}
