import type { Account } from '#domain/records/account.ts';
import type { Contact } from '#domain/records/contact.ts';
import type { NextStep } from '#domain/records/next-step.ts';
import type { Visit } from '#domain/records/visit.ts';
import { useLiveQuery, type LiveQuery } from '#client/records/live-query.ts';
import { readCompanies } from '#client/records/merged-accounts.ts';
import { findRecord, listRecordsOfAccount } from '#client/records/records.ts';
import { useWorkspace } from '#client/records/workspace.ts';

/** All that this device holds of a visit, for its report. */
export interface VisitReportContent {
  visit: Partial<Visit>;
  account: Partial<Account>;
  /** Those of the company who were met, in the order in which they were noted. */
  contacts: Partial<Contact>[];
  /** Promised on this visit, the one that falls due first at the head; dropped ones left out. */
  steps: Partial<NextStep>[];
}

/** Follows what this device holds of a visit; `undefined` where it does not have the visit. */
export function useVisitReport(visitId: () => string): LiveQuery<VisitReportContent | undefined> {
  const { db } = useWorkspace();
  return useLiveQuery<VisitReportContent | undefined>(
    async () => {
      const id = visitId();
      const visit = (await findRecord(db, 'visits', id))?.fields;
      if (!visit) return undefined;
      const { accountId = '' } = visit;
      const [companies, contacts, steps] = await Promise.all([
        readCompanies(db, [accountId]),
        db.contacts.bulkGet(visit.contacts ?? []),
        listRecordsOfAccount(db, 'nextSteps', accountId),
      ]);
      return {
        visit,
        account: companies.get(accountId) ?? {},
        contacts: contacts.flatMap((contact) => (contact?.deletedAt === null ? [contact.fields] : [])),
        steps: steps
          .map(({ fields }) => fields)
          .filter((step) => step.visitId === id && step.status !== 'dropped')
          .sort((left, right) => ((left.dueDate ?? '~') < (right.dueDate ?? '~') ? -1 : 1)),
      };
    },
    undefined,
    visitId,
  );
}
