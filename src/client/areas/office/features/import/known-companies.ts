import type { KnownContact } from '#domain/casework/account-import/account-import-contacts.ts';
import type { KnownAccount } from '#domain/casework/account-import/account-import.ts';
import type { ImportedRecord, RecordState } from '#domain/casework/account-import/account-import-undo.ts';
import { groupByRoot, listFormerIdentities } from '#domain/casework/former-identities.ts';
import type { Recorded } from '#domain/casework/recorded.ts';
import type { Account } from '#domain/records/account.ts';
import { readMergePointers } from '#client/storage/merge-pointers.ts';
import type { JsonObject } from '#domain/canonical/json.ts';
import type { BansoDatabase, LocalRecord } from '#client/storage/database.ts';
import type { Collection } from '#domain/records/collections.ts';

/** How many records are read at once: the page goes on between. */
const PART = 500;

/** Takes all records of a collection that are not deleted, part by part. */
async function takeInParts(
  db: BansoDatabase,
  collection: Collection,
  take: (part: LocalRecord[]) => Promise<unknown> | void,
): Promise<void> {
  for (let after = ''; ;) {
    const part = await db
      .table<LocalRecord, string>(collection)
      .where(':id')
      .above(after)
      .limit(PART)
      .toArray();
    await take(part.filter(({ deletedAt }) => deletedAt === null));
    const last = part.at(-1);
    if (!last || part.length < PART) return;
    after = last.id;
  }
}

/**
 * Takes the companies of this device with the people there, part by part. Those that were merged into others are part
 * of these: with their people, and as what these stand under in older lists.
 */
export async function takeKnownCompanies(
  db: BansoDatabase,
  take: (companies: KnownAccount[]) => Promise<unknown>,
): Promise<void> {
  const people = new Map<string, KnownContact[]>();
  await takeInParts(db, 'contacts', (part) => {
    for (const { id, fields } of part as LocalRecord<KnownContact['fields']>[]) {
      const listed = people.get(fields.accountId ?? '');
      if (listed) listed.push({ id, fields });
      else people.set(fields.accountId ?? '', [{ id, fields }]);
    }
  });
  const merged = await readMergedRecords(db);
  await takeInParts(db, 'accounts', (part) =>
    take(
      (part as LocalRecord<KnownAccount['fields']>[])
        .filter(({ fields }) => !fields.mergedInto)
        .map(({ id, fields }) => {
          const others = merged.get(id) ?? [];
          const contacts = [id, ...others.map((one) => one.id)].flatMap((each) => people.get(each) ?? []);
          const former = listFormerIdentities(
            fields,
            others.map((one) => one.fields),
          );
          return {
            id,
            fields,
            ...(contacts.length > 0 && { contacts }),
            ...(former.length > 0 && { former }),
          };
        }),
    ),
  );
}

/** The records that were merged into others, by the one that stands for their company. */
async function readMergedRecords(db: BansoDatabase): Promise<Map<string, Recorded<Account>[]>> {
  const pointers = await readMergePointers(db);
  const records = await db.accounts.bulkGet([...pointers.keys()]);
  return groupByRoot(
    records.filter((record) => record !== undefined),
    pointers,
  );
}

/** How the records of an import stand now. */
export async function readStates(
  db: BansoDatabase,
  imported: readonly ImportedRecord[],
): Promise<Map<string, RecordState>> {
  const states = new Map<string, RecordState>();
  for (const collection of ['accounts', 'contacts'] as const) {
    const ids = imported.filter((each) => each.collection === collection).map(({ recordId }) => recordId);
    for (let start = 0; start < ids.length; start += PART) {
      const records = await db.table<LocalRecord, string>(collection).bulkGet(ids.slice(start, start + PART));
      for (const record of records) {
        if (!record) continue;
        const isGone = record.deletedAt !== null || record.erased === true;
        states.set(record.id, { fields: record.fields as JsonObject, isGone });
      }
    }
  }
  return states;
}

/**
 * The companies that an import made and about which something was recorded since: visits, answers and
 * the like, people whom the import did not make, codes for surveys, and companies merged into them.
 */
export async function findBuiltOn(
  db: BansoDatabase,
  imported: readonly ImportedRecord[],
): Promise<Set<string>> {
  const made = new Set(imported.filter(({ before }) => before === null).map(({ recordId }) => recordId));
  const builtOn = new Set<string>();
  const note = (accountId: unknown): void => {
    if (typeof accountId === 'string' && made.has(accountId)) builtOn.add(accountId);
  };
  const about = db.collections.filter((name) => db.definition(name).indices.includes('accountId'));
  for (const collection of about) {
    await takeInParts(db, collection, (part) => {
      for (const { id, fields } of part)
        if (!made.has(id)) note((fields as { accountId?: unknown }).accountId);
    });
  }
  await takeInParts(db, 'accounts', (part) => {
    for (const { fields } of part) note((fields as { mergedInto?: unknown }).mergedInto);
  });
  for (const accountId of await db.invitations.orderBy('accountId').uniqueKeys()) note(accountId);
  return builtOn;
}
