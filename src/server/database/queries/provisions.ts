import type { Selectable } from 'kysely';
import type { Instant } from '#domain/canonical/dates.ts';
import type { Json } from '#domain/canonical/json.ts';
import type { ConsentItem } from '#domain/records/consent.ts';
import type { ReferralContent } from '#domain/casework/referral-content.ts';
import type { ProvisionsTable, Queries } from '#server/database/schema.ts';

/** What was handed over, to whom, under which consent. */
export interface Provision {
  id: string;
  referralId: string;
  accountId: string;
  consentId: string;
  recipient: string;
  recipientName: string;
  providedBy: string | null;
  items: ConsentItem[];
  /** Undefined once it was erased for privacy. */
  content: ReferralContent | undefined;
  itemsSha256: string;
  at: Instant;
}

/** Writes one hand-over down, in the transaction that makes it. */
export async function insertProvision(
  db: Queries,
  centreId: string,
  { content, revision, ...provision }: Omit<Provision, 'content'> & { content: string; revision: number },
): Promise<void> {
  await db
    .insertInto('provisions')
    .values({
      centre_id: centreId,
      provision_id: provision.id,
      referral_id: provision.referralId,
      account_id: provision.accountId,
      consent_id: provision.consentId,
      recipient: provision.recipient,
      recipient_name: provision.recipientName,
      provided_by: provision.providedBy,
      items: JSON.stringify(provision.items),
      content,
      items_sha256: provision.itemsSha256,
      revision,
      provided_at: provision.at,
    })
    .execute();
}

/** The hand-overs of referrals, by referral. */
export async function listProvisions(
  db: Queries,
  centreId: string,
  referralIds: readonly string[],
): Promise<Map<string, Provision>> {
  if (referralIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('provisions')
    .selectAll()
    .where('centre_id', '=', centreId)
    .where('referral_id', 'in', referralIds)
    .execute();
  return new Map(rows.map((row) => [row.referral_id, toProvision(row)]));
}

/** What was handed over of some accounts, in the order of time. */
export async function listProvisionsOfAccounts(
  db: Queries,
  centreId: string,
  accountIds: readonly string[],
): Promise<Provision[]> {
  const rows = await db
    .selectFrom('provisions')
    .selectAll()
    .where('centre_id', '=', centreId)
    .where('account_id', 'in', accountIds)
    .orderBy('provided_at')
    .orderBy('provision_id')
    .execute();
  return rows.map(toProvision);
}

function toProvision(row: Selectable<ProvisionsTable>): Provision {
  return {
    id: row.provision_id,
    referralId: row.referral_id,
    accountId: row.account_id,
    consentId: row.consent_id,
    recipient: row.recipient,
    recipientName: row.recipient_name,
    providedBy: row.provided_by,
    items: JSON.parse(row.items) as ConsentItem[],
    content: row.content === '' ? undefined : (JSON.parse(row.content) as Json as ReferralContent),
    itemsSha256: row.items_sha256,
    at: row.provided_at,
  };
}

/** Empties what was handed over about a company, or under a referral, that is erased for privacy; that it was stays. */
export async function emptyProvisions(db: Queries, centreId: string, recordId: string): Promise<void> {
  await db
    .updateTable('provisions')
    .set({ content: '' })
    .where('centre_id', '=', centreId)
    .where((either) => either.or([either('referral_id', '=', recordId), either('account_id', '=', recordId)]))
    .execute();
}

/** Deletes what was handed over before an instant, in every centre. @returns what can still be said of it: nothing of its content */
export async function deleteProvisionsBefore(
  db: Queries,
  before: Instant,
): Promise<(Pick<Provision, 'id' | 'referralId' | 'itemsSha256' | 'at'> & { centreId: string })[]> {
  const rows = await db
    .deleteFrom('provisions')
    .where('provided_at', '<', before)
    .returning(['centre_id', 'provision_id', 'referral_id', 'items_sha256', 'provided_at'])
    .execute();
  return rows.map((row) => ({
    centreId: row.centre_id,
    id: row.provision_id,
    referralId: row.referral_id,
    itemsSha256: row.items_sha256,
    at: row.provided_at,
  }));
}
