import type { Instant } from '#domain/canonical/dates.ts';
import type { Json } from '#domain/canonical/json.ts';
import type { ConsentItem } from '#domain/records/consent.ts';
import type { ReferralContent } from '#domain/casework/referral-content.ts';
import type { Queries } from '#server/database/schema.ts';

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
  return new Map(
    rows.map((row) => [
      row.referral_id,
      {
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
      },
    ]),
  );
}

/** The hand-overs of what records of a company say, the latest first. */
export async function listProvisionsOfAccounts(
  db: Queries,
  centreId: string,
  accountIds: readonly string[],
): Promise<(Omit<Provision, 'content'> & { providedByName: string | null })[]> {
  if (accountIds.length === 0) return [];
  const rows = await db
    .selectFrom('provisions')
    .leftJoin('staff', (join) =>
      join
        .onRef('staff.centre_id', '=', 'provisions.centre_id')
        .onRef('staff.user_id', '=', 'provisions.provided_by'),
    )
    .selectAll('provisions')
    .select('staff.name as provided_by_name')
    .where('provisions.centre_id', '=', centreId)
    .where('provisions.account_id', 'in', accountIds)
    .orderBy('provisions.provided_at', 'desc')
    .orderBy('provisions.provision_id', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.provision_id,
    referralId: row.referral_id,
    accountId: row.account_id,
    consentId: row.consent_id,
    recipient: row.recipient,
    recipientName: row.recipient_name,
    providedBy: row.provided_by,
    providedByName: row.provided_by_name,
    items: JSON.parse(row.items) as ConsentItem[],
    itemsSha256: row.items_sha256,
    at: row.provided_at,
  }));
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
