import type { BansoDatabase } from '#client/storage/database.ts';
import { listRecordsOfAccount } from '#client/records/records.ts';

/** What the latest visit to a company that has notes says in them; empty where there are none. */
export async function findNotedSituation(db: BansoDatabase, accountId: string): Promise<string> {
  const noted = (await listRecordsOfAccount(db, 'visits', accountId)).flatMap(
    ({ id, fields: { notes, startedAt = '', status } }) =>
      notes && status !== 'cancelled' ? [{ order: `${startedAt}/${id}`, notes }] : [],
  );
  return noted.reduce((latest, one) => (one.order > latest.order ? one : latest), { order: '', notes: '' })
    .notes;
}
