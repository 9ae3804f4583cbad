import { getDefinition, type Collection } from '#domain/records/collections.ts';
import type { Members } from '#domain/records/field.ts';
import type { Conflict } from '#domain/sync/record.ts';
import { useLiveQuery } from '#client/records/live-query.ts';
import { useWorkspace } from '#client/records/workspace.ts';

/** The names of the companies that conflicts speak of, by id; one that is not on this device keeps its id. */
export function useCompanyNames(
  collection: Collection,
  conflicts: () => readonly Conflict[],
): (accountId: string) => string {
  const { db } = useWorkspace();
  const companyFields = listCompanyFields(collection);
  const listed = (): string[] => listCompanies(companyFields, conflicts());
  const names = useLiveQuery<ReadonlyMap<string, string>>(
    async () => {
      const accounts = await db.accounts.bulkGet(listed());
      return new Map(
        accounts.flatMap((account) =>
          account?.fields.name ? [[account.id, account.fields.name] as const] : [],
        ),
      );
    },
    new Map(),
    () => listed().join(),
  );
  return (accountId) => names.data.value.get(accountId) ?? accountId;
}

/** The fields that hold the id of a company. */
function listCompanyFields(collection: Collection): string[] {
  const fields: Members = getDefinition(collection).fields;
  return Object.entries(fields).flatMap(([name, field]) =>
    field.kind === 'reference' && field.to === 'accounts' ? [name] : [],
  );
}

function listCompanies(companyFields: readonly string[], conflicts: readonly Conflict[]): string[] {
  const values = conflicts.flatMap(({ kept, other }) =>
    [kept, other].flatMap(({ fields }) => companyFields.map((name) => fields[name])),
  );
  return [...new Set(values.filter((value) => typeof value === 'string'))];
}
