import { listOverdueCases, type OverdueCase } from '#domain/casework/management/meeting-cases.ts';
import { useLiveQuery, type LiveQuery } from '#client/records/live-query.ts';
import { useWorkspace } from '#client/records/workspace.ts';

/** Follows the leads and referrals that are past due, as far as this device knows them. */
export function useOverdueCases(): LiveQuery<OverdueCase[]> {
  const { db, now, session } = useWorkspace();
  return useLiveQuery<OverdueCase[]>(async () => {
    const [leads, referrals] = await Promise.all([db.leads.toArray(), db.referrals.toArray()]);
    const living = <R extends { deletedAt: string | null }>(records: readonly R[]): R[] =>
      records.filter(({ deletedAt }) => deletedAt === null);
    const asked = { now: now(), leadDays: session.centre.leadDays ?? undefined };
    return listOverdueCases(living(leads), living(referrals), asked);
  }, []);
}
