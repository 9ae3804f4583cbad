import type { Collection } from '#domain/records/collections.ts';
import type { BansoDatabase, Local } from '#client/storage/database.ts';
import { readByKeys } from '#client/storage/read-by-keys.ts';
import { useLiveQuery, type LiveQuery } from './live-query.ts';
import { listRecordsOfCompany, readCompanies } from './merged-accounts.ts';
import { useWorkspace } from './workspace.ts';

/** A record by its id, unless it is deleted. */
export async function findRecord<C extends Collection>(
  db: BansoDatabase,
  collection: C,
  id: string,
): Promise<Local<C> | undefined> {
  const record = await db.collection(collection).get(id);
  return record?.deletedAt === null ? record : undefined;
}

/** Follows one record, as `undefined` while it does not exist on this device. */
export function useRecord<C extends Collection>(
  collection: C,
  id: () => string | undefined,
): LiveQuery<Local<C> | undefined> {
  const { db } = useWorkspace();
  return useLiveQuery<Local<C> | undefined>(
    async () => {
      const wanted = id();
      return wanted === undefined ? undefined : findRecord(db, collection, wanted);
    },
    undefined,
    id,
  );
}

/** The records of a collection that belong to a company, by whichever of its merged records; deleted ones left out. */
export async function listRecordsOfAccount<
  C extends 'contacts' | 'visits' | 'responses' | 'leads' | 'referrals' | 'nextSteps',
>(db: BansoDatabase, collection: C, accountId: string): Promise<Local<C>[]> {
  const ids = await listRecordsOfCompany(db, accountId);
  const records = await readByKeys(db.collection(collection), 'fields.accountId', ids);
  return (records as Local<C>[]).filter(({ deletedAt }) => deletedAt === null);
}

/** The names of companies by the id that records name them by, for lists of what belongs to them. */
export async function findAccountNames(
  db: BansoDatabase,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const companies = await readCompanies(db, ids);
  return new Map([...companies].flatMap(([id, { name }]) => (name ? [[id, name]] : [])));
}
