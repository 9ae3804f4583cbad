import { computed, type ComputedRef } from 'vue';
import { isAllowed } from '#domain/access/permissions.ts';
import type { Account } from '#domain/records/account.ts';
import type { Lead } from '#domain/records/lead.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import type { Recorded } from '#domain/casework/recorded.ts';
import { findStatedName, listUnassigned } from '#domain/fieldwork/unassigned-responses.ts';
import type { BansoDatabase, Local } from '#client/storage/database.ts';
import { useItemRoles } from '#client/records/item-roles.ts';
import { useLiveQuery, type LiveQuery } from '#client/records/live-query.ts';
import { useWorkspace } from '#client/records/workspace.ts';

/**
 * Follows a survey's responses without a company as they stand on this device, the newest
 * first; none for people who may not say whose they are, from whom much is withheld.
 */
export function useUnassigned(surveyId: () => string): LiveQuery<Local<'responses'>[]> {
  const { db, session } = useWorkspace();
  const isSettler = isAllowed(session.user.role, 'responses.settle');
  return useLiveQuery(
    async () => (isSettler ? listUnassigned(await listResponsesWithoutAccount(db), surveyId()) : []),
    [],
    surveyId,
  );
}

/** By the keys of the index alone: only what has no company is read. */
async function listResponsesWithoutAccount(db: BansoDatabase): Promise<Local<'responses'>[]> {
  const [ids, idsOfAccounts] = await Promise.all([
    db.responses.toCollection().primaryKeys(),
    db.responses.where('fields.accountId').above('').primaryKeys(),
  ]);
  const withAccount = new Set(idsOfAccounts);
  const found = await db.responses.bulkGet(ids.filter((id) => !withAccount.has(id)));
  return found.filter((response) => response !== undefined).filter(({ deletedAt }) => deletedAt === null);
}

/** The lead of a response, and the company that it has been linked with. */
interface ResponseLead {
  lead: Partial<Lead>;
  account: Partial<Account> | undefined;
}

/** What the companies of responses call themselves, or are called by their leads, by response; those without a name are left out. */
export function useStatedNames(
  responses: () => readonly Recorded<SurveyResponse>[],
): ComputedRef<ReadonlyMap<string, string>> {
  const { db } = useWorkspace();
  const rolesOf = useItemRoles();
  const ids = computed(() => new Set(responses().map(({ id }) => id)));
  const leads = useLiveQuery(
    () => listResponseLeads(db, ids.value),
    new Map<string, ResponseLead>(),
    () => [...ids.value].join(),
  );

  return computed(() => {
    const named = responses().flatMap(({ id, fields }): [string, string][] => {
      const { lead, account } = leads.data.value.get(id) ?? {};
      const name = findStatedName(fields, rolesOf.value(fields), { lead, leadAccount: account });
      return name === undefined ? [] : [[id, name]];
    });
    return new Map(named);
  });
}

async function listResponseLeads(
  db: BansoDatabase,
  ids: ReadonlySet<string>,
): Promise<Map<string, ResponseLead>> {
  if (ids.size === 0) return new Map();
  const leads = (await db.leads.toArray()).filter(
    ({ fields, deletedAt }) => deletedAt === null && ids.has(fields.responseId ?? ''),
  );
  const accounts = await db.accounts.bulkGet(leads.map(({ fields }) => fields.accountId ?? ''));
  return new Map(
    leads.map(({ fields }, index) => [
      fields.responseId ?? '',
      { lead: fields, account: accounts[index]?.fields },
    ]),
  );
}
