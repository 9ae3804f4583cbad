import { findMergeRoot } from '#domain/casework/merged-accounts.ts';
import { computeTasks, type Task } from '#domain/casework/tasks.ts';
import type { PlainDate } from '#domain/canonical/dates.ts';
import { findDocument } from '#client/records/documents.ts';
import { loadItemRoles } from '#client/records/item-roles.ts';
import { useLiveQuery, type LiveQuery } from '#client/records/live-query.ts';
import { readMergePointers } from '#client/storage/merge-pointers.ts';
import { findAccountNames } from '#client/records/records.ts';
import { useWorkspace } from '#client/records/workspace.ts';

/** The tasks that are open on a day, with what they are called by. */
export interface NamedTasks {
  tasks: Task[];
  /** The company's name by the key of the task. */
  names: ReadonlyMap<string, string>;
}

/** Follows everybody's tasks, as far as this device knows the records that they follow from. */
export function useTasks(today: () => PlainDate): LiveQuery<NamedTasks> {
  const { db } = useWorkspace();
  return useLiveQuery<NamedTasks>(
    async () => {
      const living = <R extends { deletedAt: string | null }>(records: readonly R[]): R[] =>
        records.filter(({ deletedAt }) => deletedAt === null);
      const pointers = await readMergePointers(db);
      const [leads, visits, nextSteps, responses, referrals, catalogue, rolesOf] = await Promise.all([
        db.leads.toArray(),
        db.visits.toArray(),
        db.nextSteps.toArray(),
        db.responses.toArray(),
        db.referrals.toArray(),
        findDocument(db, 'catalogue'),
        loadItemRoles(db),
      ]);
      const tasks = computeTasks(
        {
          leads: living(leads),
          visits: living(visits),
          nextSteps: living(nextSteps),
          responses: living(responses),
          referrals: living(referrals),
          programmes: catalogue?.programmes ?? [],
          rolesOf,
          companyOf: (id) => findMergeRoot(id, pointers),
        },
        today(),
      );
      const byAccount = await findAccountNames(
        db,
        tasks.flatMap(({ accountId }) => accountId ?? []),
      );
      const byLead = new Map(leads.map(({ id, fields }) => [id, fields.companyName]));
      const names = tasks.map(({ key, accountId, recordId }): [string, string] => [
        key,
        byAccount.get(accountId ?? '') ?? byLead.get(recordId) ?? '',
      ]);
      return { tasks, names: new Map(names) };
    },
    { tasks: [], names: new Map() },
    today,
  );
}
