import type { PlainDate } from '#domain/canonical/dates.ts';
import type { Instant } from '#domain/canonical/dates.ts';
import {
  findVisitToContinue,
  newPastVisit,
  newPlannedVisit,
  newStartedVisit,
} from '#domain/casework/new-visit.ts';
import type { VisitKind } from '#domain/records/visit.ts';
import { takeVisitStep } from '#domain/casework/visit-transitions.ts';
import { listRecordsOfAccount } from '#client/records/records.ts';
import { useWorkspace } from '#client/records/workspace.ts';

/** The ways to a visit's record. Each gives the visit's id when it is durable; a second tap meanwhile gives the same visit. */
export interface VisitRecording {
  record: (accountId: string) => Promise<string>;
  plan: (accountId: string, date: PlainDate, time?: string, kind?: VisitKind) => Promise<string>;
  /** A visit that is over already. */
  recordPast: (
    accountId: string,
    times: { startedAt: Instant; finishedAt: Instant },
    kind: VisitKind,
  ) => Promise<string>;
  /** Registers a company by its name alone and begins a visit there. */
  recordAtNewAccount: (name: string) => Promise<string>;
}

export function useVisitRecording(): VisitRecording {
  const workspace = useWorkspace();
  const me = workspace.session.user.id;
  let underWay: Promise<string> | undefined;

  async function record(accountId: string): Promise<string> {
    const now = workspace.now();
    const visits = await listRecordsOfAccount(workspace.db, 'visits', accountId);
    const existing = findVisitToContinue(visits, me, now);
    if (existing?.fields.status === 'planned') {
      await workspace.write('visits', existing.id, takeVisitStep(existing.fields, 'start', now));
    }
    if (existing) return existing.id;
    const id = workspace.newId();
    await workspace.write('visits', id, { ...newStartedVisit(accountId, me, now) });
    return id;
  }

  async function recordPast(...[accountId, times, kind]: Parameters<VisitRecording['recordPast']>) {
    const id = workspace.newId();
    await workspace.write('visits', id, { ...newPastVisit(accountId, me, times, kind) });
    return id;
  }

  async function plan(accountId: string, date: PlainDate, time?: string, kind?: VisitKind): Promise<string> {
    const id = workspace.newId();
    await workspace.write('visits', id, { ...newPlannedVisit(accountId, me, date, time, kind) });
    return id;
  }

  async function recordAtNewAccount(name: string): Promise<string> {
    const accountId = workspace.newId();
    await workspace.write('accounts', accountId, { name: name.trim() });
    return record(accountId);
  }

  function once(task: () => Promise<string>): Promise<string> {
    underWay ??= task().finally(() => (underWay = undefined));
    return underWay;
  }

  return {
    record: (accountId) => once(() => record(accountId)),
    plan: (accountId, date, time, kind) => once(() => plan(accountId, date, time, kind)),
    recordPast: (accountId, times, kind) => once(() => recordPast(accountId, times, kind)),
    recordAtNewAccount: (name) => once(() => recordAtNewAccount(name)),
  };
}
