import { onMounted, reactive, shallowRef, watch } from 'vue';
import { composeConsentRecord, type ConsentRecord } from '#domain/casework/consent-record.ts';
import { listProvisions } from '#client/api/referrals-api.ts';
import { useAttempt } from '#client/api/use-attempt.ts';
import { useLiveQuery } from '#client/records/live-query.ts';
import { listRecordsOfCompany, readCompanies } from '#client/records/merged-accounts.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import type { ProvisionEntry } from '#protocol/referrals.ts';
import type { BansoDatabase, Local } from '#client/storage/database.ts';
import { readByKeys } from '#client/storage/read-by-keys.ts';

/** Whose consents are meant: a company's, or those of a lead that is no company yet. */
export interface ConsentSubject {
  accountId: string | undefined;
  leadId: string | undefined;
}

interface Known {
  company: string;
  record: ConsentRecord<ProvisionEntry>;
}

/** Follows the consents on this device, and asks the server for what was handed over: that alone knows it. */
export function useConsentRecord(subject: () => ConsentSubject) {
  const { db, now } = useWorkspace();
  const provisions = shallowRef<ProvisionEntry[] | null>(null);
  const { attempt, isBusy, isUnreachable, problem } = useAttempt();

  const known = useLiveQuery<Known>(
    async () => {
      const { leads, consents, company } = await readConsents(db, subject());
      return { company, record: composeConsentRecord(consents, leads, provisions.value ?? [], now()) };
    },
    { company: '', record: { entries: [], loose: [], looseHandedOver: [] } },
    () => [subject().accountId, subject().leadId, provisions.value],
  );

  async function load(): Promise<void> {
    const { accountId } = subject();
    // Nothing is handed over of a lead that is no company.
    provisions.value =
      accountId === undefined ? [] : ((await attempt(() => listProvisions(accountId))) ?? null);
  }

  onMounted(load);
  watch(() => subject().accountId, load);
  return reactive({
    known: known.data,
    isReady: known.ready,
    provisions,
    isBusy,
    isUnreachable,
    problem,
    load,
  });
}

/** The consents that name a company or one of its leads, and the withdrawals of them. */
async function readConsents(
  db: BansoDatabase,
  { accountId, leadId }: ConsentSubject,
): Promise<{ leads: Local<'leads'>[]; consents: Local<'consents'>[]; company: string }> {
  const companies = accountId === undefined ? [] : await listRecordsOfCompany(db, accountId);
  const found =
    accountId === undefined
      ? await db.leads.bulkGet([leadId ?? ''])
      : await readByKeys(db.leads, 'fields.accountId', companies);
  const leads = found.filter((lead) => lead?.deletedAt === null) as Local<'leads'>[];
  const byCompany = await readByKeys(db.consents, 'fields.accountId', companies);
  const byLead = await readByKeys(
    db.consents,
    'fields.leadId',
    leads.map(({ id }) => id),
  );
  const named = [...byCompany, ...byLead];
  const withdrawals = await readByKeys(
    db.consents,
    'fields.withdraws',
    named.map(({ id }) => id),
  );
  const consents = new Map([...named, ...withdrawals].map((row) => [row.id, row]));
  const name =
    accountId === undefined
      ? leads[0]?.fields.companyName
      : (await readCompanies(db, [accountId])).get(accountId)?.name;
  return {
    leads,
    consents: [...consents.values()].filter(({ deletedAt }) => deletedAt === null),
    company: name ?? '',
  };
}
