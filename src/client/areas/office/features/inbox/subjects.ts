import { DEFINITIONS, type Collection } from '#domain/records/collections.ts';
import type { Change } from '#domain/sync/change.ts';
import { listChangeSubjects } from '#client/records/change-subjects.ts';
import type { BansoDatabase } from '#client/storage/database.ts';

/** Whether this app knows the kind of record that a change is of. */
export function isOfKnownKind(change: Change): change is Change<Collection> {
  return Object.hasOwn(DEFINITIONS, change.collection);
}

/** The company that each of some changes is about, by change id. */
export async function findCompanies(
  db: BansoDatabase,
  changes: readonly Change[],
): Promise<ReadonlyMap<string, string>> {
  const known = changes.filter(isOfKnownKind);
  const subjects = await listChangeSubjects(db, known);
  return new Map(known.map(({ changeId }, index) => [changeId, subjects[index]!.company]));
}
