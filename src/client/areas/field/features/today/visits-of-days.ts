import { listVisitsOfDays } from '#domain/casework/visits-of-days.ts';
import type { PlainDate } from '#domain/canonical/dates.ts';
import type { Account } from '#domain/records/account.ts';
import type { Local } from '#client/storage/database.ts';
import { useLiveQuery, type LiveQuery } from '#client/records/live-query.ts';
import { readCompanies } from '#client/records/merged-accounts.ts';
import { useWorkspace } from '#client/records/workspace.ts';

/** Visits with their companies. */
export interface VisitsOfDays {
  visits: Local<'visits'>[];
  accounts: ReadonlyMap<string, Partial<Account>>;
}

/** What is asked for. */
export interface DaysQuery {
  from: PlainDate;
  to: PlainDate;
  /** Everybody's where it is absent. */
  userId?: string | undefined;
}

/** Follows the visits of some days, in whatever state they are. */
export function useVisitsOfDays(query: () => DaysQuery): LiveQuery<VisitsOfDays> {
  const { db } = useWorkspace();
  return useLiveQuery(
    async () => {
      const { from, to, userId } = query();
      const all = await db.visits.toArray();
      const living = all.filter(({ deletedAt }) => deletedAt === null);
      const visits = listVisitsOfDays(living, { from, to }, userId);
      const named = visits.map(({ fields }) => fields.accountId ?? '');
      return { visits, accounts: await readCompanies(db, named) };
    },
    { visits: [], accounts: new Map() },
    query,
  );
}
