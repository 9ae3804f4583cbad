import type { RouteLocationRaw } from 'vue-router';
import type { Collection } from '#domain/records/collections.ts';
import type { BansoDatabase, LocalRecord, OutboxEntry } from '#client/storage/database.ts';
import { findAccountNames } from '#client/records/records.ts';

/** What an entry of the outbox is about, in the words of the person who made it. */
export interface ChangeSummary {
  entry: OutboxEntry;
  collection: Collection;
  /** The company it concerns; empty when it is not known on this device. */
  company: string;
  /** Where the record can be seen and corrected, if it has a page. */
  route: RouteLocationRaw | undefined;
}

/** The page on which a record is seen. */
export function routeOfRecord(
  collection: Collection,
  id: string,
  fields: Record<string, unknown>,
): RouteLocationRaw | undefined {
  const visitId = typeof fields['visitId'] === 'string' ? fields['visitId'] : undefined;
  const accountId = typeof fields['accountId'] === 'string' ? fields['accountId'] : undefined;
  if (collection === 'accounts') return { name: 'account', params: { id } };
  if (collection === 'visits') return { name: 'visit', params: { id } };
  if (collection === 'leads') return { name: 'lead', params: { id } };
  if (collection === 'responses' && visitId) return { name: 'interview', params: { id: visitId } };
  if (visitId) return { name: 'visit', params: { id: visitId } };
  return accountId ? { name: 'account', params: { id: accountId } } : undefined;
}

/** Summaries of outbox entries, read together. */
export async function summariseChanges(
  db: BansoDatabase,
  entries: readonly OutboxEntry[],
): Promise<ChangeSummary[]> {
  const records = await Promise.all(
    entries.map(async ({ change, recordId }) =>
      db.table<LocalRecord<Record<string, unknown>>, string>(change.collection).get(recordId),
    ),
  );
  const names = await findAccountNames(
    db,
    records.flatMap((record) =>
      typeof record?.fields['accountId'] === 'string' ? [record.fields['accountId']] : [],
    ),
  );
  return entries.map((entry, index) => {
    const fields = records[index]?.fields ?? {};
    const { collection } = entry.change;
    const own = fields['companyName'] ?? (collection === 'accounts' ? fields['name'] : undefined);
    const company = typeof own === 'string' ? own : (names.get(String(fields['accountId'])) ?? '');
    return { entry, collection, company, route: routeOfRecord(collection, entry.recordId, fields) };
  });
}
