import type { Transaction } from 'kysely';
import { createPlaceReader } from '#domain/casework/account-import/account-import-places.ts';
import { AccountIndex } from '#domain/casework/account-import-matching.ts';
import { groupByRoot, listFormerIdentities } from '#domain/casework/former-identities.ts';
import { findMergeRoot } from '#domain/casework/merged-accounts.ts';
import { toAccountFields } from '#domain/fieldwork/frame/frame-unit.ts';
import { findItemOfRole } from '#domain/questionnaire/find-by-role.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { Account } from '#domain/records/account.ts';
import { linkFrameUnit, listFrameUnits, type StoredFrameUnit } from '#server/database/queries/frame-units.ts';
import { listMergePointers } from '#server/database/queries/merged-accounts.ts';
import { listIndexedRecords } from '#server/database/queries/record-indexes.ts';
import { listRecords } from '#server/database/queries/records.ts';
import type { Database, Queries } from '#server/database/schema.ts';
import { toFields } from './frame-units.ts';

/** Records per read; a centre may have tens of thousands. */
const BATCH = 500;

/** The company or the address that a code is for. */
export interface CodeUnit {
  unitId: string;
  /** What is known of it, in the form of a company's record. */
  account: Partial<Account>;
  /** Of an address its row in the list; absent for a company of the centre's own records. */
  frameUnit?: StoredFrameUnit;
}

/** The unit that a code is for; undefined where neither a record nor a list knows it any more. */
export async function findCodeUnit(
  db: Queries,
  centreId: string,
  unitId: string,
): Promise<CodeUnit | undefined> {
  const [own] = await listRecords(db, centreId, [unitId]);
  if (own) {
    // The code stays with the record it was made for; what is known stands on the one that took it in.
    const company = findMergeRoot(unitId, await listMergePointers(db, centreId));
    const [record = own] = company === unitId ? [] : await listRecords(db, centreId, [company]);
    return { unitId, account: record.fields as Partial<Account> };
  }
  const [frameUnit] = await listFrameUnits(db, centreId, [unitId]);
  return frameUnit && { unitId, account: toAccountFields(toFields(frameUnit)), frameUnit };
}

/**
 * The company's record that an address is, once the company has agreed to be known: the one that it is linked to, else
 * the one that it is without a doubt (`AccountIndex`), to which it is linked then. Undefined where only a person can tell.
 */
export async function linkOnContact(
  tx: Transaction<Database>,
  centreId: string,
  { unitId, account, frameUnit }: CodeUnit,
  questionnaire: Questionnaire,
): Promise<string | undefined> {
  if (!frameUnit) return unitId;
  if (frameUnit.account_id !== null) return followMerges(tx, centreId, frameUnit.account_id);
  const municipalities = findItemOfRole(questionnaire, 'attribute.municipality')?.options ?? [];
  const index = new AccountIndex<string>(createPlaceReader(municipalities));
  for (let afterId: string | undefined = ''; afterId !== undefined;) {
    const records = await listIndexedRecords(tx, centreId, ['accounts'], { afterId, limit: BATCH });
    for (const { id, fields, deletedAt } of records)
      if (deletedAt === null && fields['mergedInto'] === undefined) index.add(id, fields);
    afterId = records.at(-1)?.id;
  }
  await addFormer(tx, centreId, index);
  const found = index.find(account);
  if (!found || !('key' in found)) return undefined;
  await linkFrameUnit(tx, centreId, unitId, found.key);
  return found.key;
}

/** Adds what companies stand under in older lists: a list of addresses is bought, and not of today. */
async function addFormer(db: Queries, centreId: string, index: AccountIndex<string>): Promise<void> {
  const pointers = await listMergePointers(db, centreId);
  const groups = groupByRoot(await listRecords(db, centreId, [...pointers.keys()]), pointers);
  for (const { id, fields, deletedAt } of await listRecords(db, centreId, [...groups.keys()])) {
    if (deletedAt !== null) continue;
    const merged = (groups.get(id) ?? []).map((one) => one.fields);
    for (const identity of listFormerIdentities(fields, merged)) index.add(id, identity);
  }
}

/** The record that one was merged into at last, else itself; undefined where it is gone. */
async function followMerges(db: Queries, centreId: string, accountId: string): Promise<string | undefined> {
  const seen = new Set<string>();
  for (let id = accountId; !seen.has(id);) {
    seen.add(id);
    const [record] = await listRecords(db, centreId, [id]);
    if (!record || record.deletedAt !== null || record.erasedAt !== null) return undefined;
    const target = record.fields['mergedInto'];
    if (typeof target !== 'string') return id;
    id = target;
  }
  return undefined;
}
