import { findMergeRoot, listMergedWith } from '#domain/casework/merged-accounts.ts';
import type { BansoDatabase, Local } from '#client/storage/database.ts';
import { readMergePointers } from '#client/storage/merge-pointers.ts';

/** A company as it is joined or parted: the record that stands for it and all that were merged into it. */
export interface CompanyRecords {
  root: Local<'accounts'>;
  all: Local<'accounts'>[];
}

/** A company by the id of any of its records; `undefined` while the one that stands for it is not on this device. */
export async function readCompanyRecords(db: BansoDatabase, id: string): Promise<CompanyRecords | undefined> {
  const pointers = await readMergePointers(db);
  const ids = listMergedWith(id, pointers);
  const found = (await db.accounts.bulkGet(ids)).filter((one) => one !== undefined && one.deletedAt === null);
  const all = found as Local<'accounts'>[];
  const root = all.find((one) => one.id === findMergeRoot(id, pointers));
  return root && { root, all };
}
