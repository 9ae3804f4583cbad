import type { PlainDate } from '#domain/canonical/dates.ts';
import { listDueNextSteps, listLeadsToHandle, listMissedVisits, listVisitsOfDay, type AgendaOwner } from '#domain/casework/agenda.ts';
import type { Account } from '#domain/casework/model.ts';
import type { BansoDatabase, Local } from '#client/storage/database.ts';
import { useLiveQuery, type LiveQuery } from '#client/storage/live-query.ts';
import { useWorkspace } from '#client/storage/workspace.ts';

/** Companies by id, as far as this device knows them. */
type Companies = ReadonlyMap<string, Partial<Account>>;

/** The visits of a person's day, with their companies. */
export interface AgendaVisits {
  visits: Local<'visits'>[];
  missedVisits: Local<'visits'>[];
  accounts: Companies;
}

/** What else a person has to see to, with the companies it concerns. */
export interface AgendaTasks {
  nextSteps: Local<'nextSteps'>[];
  leads: Local<'leads'>[];
  accounts: Companies;
}

const NO_VISITS: AgendaVisits = { visits: [], missedVisits: [], accounts: new Map() };
const NO_TASKS: AgendaTasks = { nextSteps: [], leads: [], accounts: new Map() };

/** Follows the day of the person at this device. The visits, few and looked for first, do not wait for the rest. */
export function useAgenda(today: () => PlainDate): { visits: LiveQuery<AgendaVisits>; tasks: LiveQuery<AgendaTasks> } {
  const { db, session } = useWorkspace();
  const owner: AgendaOwner = { userId: session.user.id, assignsLeads: session.user.role !== 'coordinator' };

  async function readVisits(): Promise<AgendaVisits> {
    const living = (await db.visits.where('fields.status').anyOf('planned', 'started').toArray()).filter(isLiving);
    const visits = listVisitsOfDay(living, owner, today());
    const missedVisits = listMissedVisits(living, owner, today());
    return { visits, missedVisits, accounts: await readCompanies(db, [...visits, ...missedVisits]) };
  }

  async function readTasks(): Promise<AgendaTasks> {
    const [openSteps, openLeads] = await Promise.all([
      db.nextSteps.where('fields.status').equals('open').toArray(),
      db.leads.where('fields.status').anyOf('new', 'assigned', 'inProgress').toArray(),
    ]);
    const nextSteps = listDueNextSteps(openSteps.filter(isLiving), owner, today());
    const leads = listLeadsToHandle(openLeads.filter(isLiving), owner);
    return { nextSteps, leads, accounts: await readCompanies(db, nextSteps) };
  }

  return { visits: useLiveQuery(readVisits, NO_VISITS, today), tasks: useLiveQuery(readTasks, NO_TASKS, today) };
}

async function readCompanies(db: BansoDatabase, records: readonly { fields: { accountId?: string } }[]): Promise<Companies> {
  const ids = [...new Set(records.map(({ fields }) => fields.accountId ?? ''))];
  const accounts = await db.accounts.bulkGet(ids);
  return new Map(ids.map((id, index) => [id, accounts[index]?.fields ?? {}]));
}

function isLiving({ deletedAt }: { deletedAt: string | null }): boolean {
  return deletedAt === null;
}
