import type { Conflict } from '#domain/sync/record.ts';
import { useLiveQuery } from '#client/records/live-query.ts';
import { useWorkspace } from '#client/records/workspace.ts';

/** Fields that hold the id of a company. */
export const COMPANY_FIELDS: readonly string[] = ['accountId', 'mergedInto'];

/** The names of the companies that conflicts speak of, by id; one that is not on this device keeps its id. */
export function useCompanyNames(conflicts: () => readonly Conflict[]): (accountId: string) => string {
  const { db } = useWorkspace();
  const names = useLiveQuery<ReadonlyMap<string, string>>(
    async () => {
      const accounts = await db.accounts.bulkGet(listCompanies(conflicts()));
      return new Map(
        accounts.flatMap((account) =>
          account?.fields.name ? [[account.id, account.fields.name] as const] : [],
        ),
      );
    },
    new Map(),
    () => listCompanies(conflicts()).join(),
  );
  return (accountId) => names.data.value.get(accountId) ?? accountId;
}

function listCompanies(conflicts: readonly Conflict[]): string[] {
  const values = conflicts.flatMap(({ kept, other }) =>
    [kept, other].flatMap(({ fields }) => COMPANY_FIELDS.map((name) => fields[name])),
  );
  return [...new Set(values.filter((value) => typeof value === 'string'))];
}
