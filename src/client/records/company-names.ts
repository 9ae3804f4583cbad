import { getDefinition, type Collection } from '#domain/records/collections.ts';
import type { Members } from '#domain/records/field.ts';
import type { ChangeFields } from '#domain/sync/change.ts';
import { useLiveQuery } from './live-query.ts';
import { findAccountNames } from './records.ts';
import { useWorkspace } from './workspace.ts';

/** Fields of a record of some collection. */
export interface Written {
  collection: Collection;
  fields: ChangeFields;
}

/** The names of the companies that fields speak of, by id; one that is not on this device keeps its id. */
export function useCompanyNames(written: () => readonly Written[]): (accountId: string) => string {
  const { db } = useWorkspace();
  const listed = (): string[] => [...new Set(written().flatMap(listCompanies))];
  const names = useLiveQuery<ReadonlyMap<string, string>>(
    () => findAccountNames(db, listed()),
    new Map(),
    () => listed().join(),
  );
  return (accountId) => names.data.value.get(accountId) ?? accountId;
}

/** The companies that the fields name. */
function listCompanies({ collection, fields }: Written): string[] {
  const known: Members = getDefinition(collection).fields;
  return Object.entries(known).flatMap(([name, field]) => {
    const value = fields[name];
    return field.kind === 'reference' && field.to === 'accounts' && typeof value === 'string' ? [value] : [];
  });
}
