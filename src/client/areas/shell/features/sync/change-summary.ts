import type { RouteLocationRaw } from 'vue-router';
import type { Collection } from '#domain/records/collections.ts';
import type { BansoDatabase, OutboxEntry } from '#client/storage/database.ts';
import { listChangeSubjects } from '#client/records/change-subjects.ts';

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
  const subjects = await listChangeSubjects(
    db,
    entries.map(({ change }) => change),
  );
  return entries.map((entry, index) => {
    const { company, fields } = subjects[index]!;
    const { collection } = entry.change;
    return { entry, collection, company, route: routeOfRecord(collection, entry.recordId, fields) };
  });
}
