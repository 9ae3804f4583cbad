import type { Collection } from '#domain/records/collections.ts';
import type { Change } from '#domain/sync/change.ts';
import type { BansoDatabase, LocalRecord } from '#client/storage/database.ts';
import { findAccountNames } from './records.ts';

type Fields = Record<string, unknown>;

/** What a change is about, as far as it, those beside it and this device say. */
export interface ChangeSubject {
  /** The company's name; empty where nobody here knows it. */
  company: string;
  /** The record as this device has it; empty of one that it has not. */
  fields: Fields;
}

/** What each of some changes is about, in their order; a company may be made by one of them. */
export async function listChangeSubjects(
  db: BansoDatabase,
  changes: readonly Change<Collection>[],
): Promise<ChangeSubject[]> {
  const stored = await Promise.all(
    changes.map(({ collection, recordId }) =>
      db.table<LocalRecord<Fields>, string>(collection).get(recordId),
    ),
  );
  const known = stored.map((record) => record?.fields ?? {});
  // Later changes of a record often do not name what its first one did.
  const written = new Map<string, Fields>();
  for (const { recordId, fields } of changes)
    written.set(recordId, { ...written.get(recordId), ...withoutCleared(fields) });
  const whole = changes.map(({ recordId }, index) => ({ ...known[index], ...written.get(recordId) }));
  const names = await findAccountNames(
    db,
    whole.flatMap(({ accountId }: Fields) => (typeof accountId === 'string' ? [accountId] : [])),
  );
  return changes.map(({ collection }, index) => {
    const fields: Fields = whole[index] ?? {};
    const own = fields['companyName'] ?? (collection === 'accounts' ? fields['name'] : undefined);
    const accountId = String(fields['accountId']);
    const company = own ?? names.get(accountId) ?? written.get(accountId)?.['name'];
    return { company: typeof company === 'string' ? company : '', fields: known[index] ?? {} };
  });
}

function withoutCleared(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
