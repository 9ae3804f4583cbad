import { findMergeRoot, listMergedWith } from '#domain/casework/merged-accounts.ts';
import type { Account } from '#domain/records/account.ts';
import type { BansoDatabase, Local } from '#client/storage/database.ts';
import { readMergePointers } from '#client/storage/merge-pointers.ts';
import { useLiveQuery, type LiveQuery } from './live-query.ts';
import { useWorkspace } from './workspace.ts';

/** All records of the company that a record is of, the one that stands for it first. */
export async function listRecordsOfCompany(db: BansoDatabase, accountId: string): Promise<string[]> {
  return listMergedWith(accountId, await readMergePointers(db));
}

/** What is known of companies, by the ids that records name them by: of a merged one what stands on the record that took it in. */
export async function readCompanies(
  db: BansoDatabase,
  ids: Iterable<string>,
): Promise<Map<string, Partial<Account>>> {
  const named = [...new Set(ids)];
  // Side by side, since each step of a read is a turn of a slow phone; few companies are merged, and those are read after.
  const [pointers, found] = await Promise.all([readMergePointers(db), db.accounts.bulkGet(named)]);
  const merged = named.filter((id) => findMergeRoot(id, pointers) !== id);
  const roots =
    merged.length === 0 ? [] : await db.accounts.bulkGet(merged.map((id) => findMergeRoot(id, pointers)));
  const known = new Map(named.map((id, index) => [id, found[index]?.fields ?? {}]));
  merged.forEach((id, index) => known.set(id, roots[index]?.fields ?? {}));
  return known;
}

/** Follows the record that stands for a company, by the id of any of its records; `undefined` while it is not on this device. */
export function useCompany(id: () => string | undefined): LiveQuery<Local<'accounts'> | undefined> {
  const { db } = useWorkspace();
  return useLiveQuery<Local<'accounts'> | undefined>(
    async () => {
      const wanted = id();
      if (wanted === undefined) return undefined;
      const found = await db.accounts.get(findMergeRoot(wanted, await readMergePointers(db)));
      return found?.deletedAt === null ? found : undefined;
    },
    undefined,
    id,
  );
}
