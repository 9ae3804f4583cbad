import { defineStore } from 'pinia';
import type { PlainDate } from '#domain/canonical/dates.ts';
import {
  listDueNextSteps,
  listLeadsToHandle,
  listMissedVisits,
  listVisitsOfDay,
  type AgendaOwner,
} from '#domain/casework/agenda.ts';
import type { Account } from '#domain/records/account.ts';
import type { BansoDatabase, Local } from '#client/storage/database.ts';
import { readByKeys } from '#client/storage/read-by-keys.ts';
import { useLiveQuery, type LiveQuery } from '#client/records/live-query.ts';
import { readCompanies } from '#client/records/merged-accounts.ts';
import { useWorkspace, type Session, type Workspace } from '#client/records/workspace.ts';

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

/**
 * The visits, asked for when the way to this page begins: the device reads them while the
 * frame is being drawn. The page takes them once.
 */
export const useAgendaAhead = defineStore('agenda-ahead', () => {
  let visits: Promise<AgendaVisits> | undefined;
  return {
    begin(today: PlainDate): void {
      visits = readVisits(useWorkspace(), today);
      // Whoever takes it hears of a failure.
      visits.catch(() => undefined);
    },
    take(): Promise<AgendaVisits> | undefined {
      const taken = visits;
      visits = undefined;
      return taken;
    },
  };
});

/**
 * Follows the day of the person at this device. The visits, few and looked for first, do not wait for the rest.
 *
 * @param isFilling whether the device is receiving its first records, which must not wait for each other's showing.
 */
export function useAgenda(
  today: () => PlainDate,
  isFilling: () => boolean,
): { visits: LiveQuery<AgendaVisits>; tasks: LiveQuery<AgendaTasks> } {
  const workspace = useWorkspace();
  return {
    visits: useLiveQuery(() => readVisits(workspace, today()), NO_VISITS, today, {
      ahead: useAgendaAhead().take(),
      isCalm: isFilling,
    }),
    tasks: useLiveQuery(() => readTasks(workspace, today()), NO_TASKS, today, { isCalm: isFilling }),
  };
}

async function readVisits({ db, session }: Workspace, today: PlainDate): Promise<AgendaVisits> {
  const open = await readByKeys(db.visits, 'fields.status', ['planned', 'started']);
  const living = open.filter(isLiving);
  const visits = listVisitsOfDay(living, ownerOf(session), today);
  const missedVisits = listMissedVisits(living, ownerOf(session), today);
  return { visits, missedVisits, accounts: await companiesOf(db, [...visits, ...missedVisits]) };
}

async function readTasks({ db, session }: Workspace, today: PlainDate): Promise<AgendaTasks> {
  const [openSteps, openLeads] = await Promise.all([
    db.nextSteps.where('fields.status').equals('open').toArray(),
    readByKeys(db.leads, 'fields.status', ['new', 'assigned', 'inProgress']),
  ]);
  const nextSteps = listDueNextSteps(openSteps.filter(isLiving), ownerOf(session), today);
  const leads = listLeadsToHandle(openLeads.filter(isLiving), ownerOf(session));
  return { nextSteps, leads, accounts: await companiesOf(db, nextSteps) };
}

function ownerOf({ user }: Session): AgendaOwner {
  return { userId: user.id, assignsLeads: user.role !== 'coordinator' };
}

function companiesOf(
  db: BansoDatabase,
  records: readonly { fields: { accountId?: string } }[],
): Promise<Companies> {
  return readCompanies(
    db,
    records.map(({ fields }) => fields.accountId ?? ''),
  );
}

function isLiving({ deletedAt }: { deletedAt: string | null }): boolean {
  return deletedAt === null;
}
