import { computed, type ComputedRef } from 'vue';
import type { PlainDate } from '#domain/canonical/dates.ts';
import { listDueNextSteps, listLeadsToHandle, listMissedVisits, listVisitsOfDay, type AgendaOwner } from '#domain/casework/agenda.ts';
import type { Account } from '#domain/casework/model.ts';
import type { Local } from '#client/storage/database.ts';
import { useLiveQuery, type LiveQuery } from '#client/storage/live-query.ts';
import { useWorkspace } from '#client/storage/workspace.ts';

/** What a person's day holds, with the companies it concerns. */
export interface Agenda {
  visits: Local<'visits'>[];
  missedVisits: Local<'visits'>[];
  nextSteps: Local<'nextSteps'>[];
  leads: Local<'leads'>[];
  accounts: ReadonlyMap<string, Partial<Account>>;
}

const NOTHING: Agenda = { visits: [], missedVisits: [], nextSteps: [], leads: [], accounts: new Map() };

/** Follows the day of the person at this device. */
export function useAgenda(today: () => PlainDate): LiveQuery<Agenda> & { accountNames: ComputedRef<Map<string, string>> } {
  const { db, session } = useWorkspace();
  const owner: AgendaOwner = { userId: session.user.id, assignsLeads: session.user.role !== 'coordinator' };

  async function read(): Promise<Agenda> {
    const [visits, steps, leads] = await Promise.all([
      db.visits.where('fields.status').anyOf('planned', 'started').toArray(),
      db.nextSteps.where('fields.status').equals('open').toArray(),
      db.leads.where('fields.status').anyOf('new', 'assigned', 'inProgress').toArray(),
    ]);
    const living = { visits: visits.filter(isLiving), steps: steps.filter(isLiving), leads: leads.filter(isLiving) };
    const agenda = {
      visits: listVisitsOfDay(living.visits, owner, today()),
      missedVisits: listMissedVisits(living.visits, owner, today()),
      nextSteps: listDueNextSteps(living.steps, owner, today()),
      leads: listLeadsToHandle(living.leads, owner),
    };
    const ids = Object.values(agenda).flatMap((records) => records.map(({ fields }) => fields.accountId ?? ''));
    const unique = [...new Set(ids)];
    const accounts = await db.accounts.bulkGet(unique);
    return { ...agenda, accounts: new Map(unique.map((id, index) => [id, accounts[index]?.fields ?? {}])) };
  }

  const agenda = useLiveQuery(read, NOTHING, today);
  const accountNames = computed(() => new Map([...agenda.data.value.accounts].map(([id, { name }]) => [id, name ?? ''])));
  return { ...agenda, accountNames };
}

function isLiving({ deletedAt }: { deletedAt: string | null }): boolean {
  return deletedAt === null;
}
