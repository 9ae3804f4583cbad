import { canonicalJson } from '#domain/canonical/json.ts';
import { hashText } from '#domain/canonical/hash.ts';
import { contentWordsOf } from '#domain/casework/content-words.ts';
import { composeContent } from '#domain/casework/referral-content.ts';
import type { Account } from '#domain/records/account.ts';
import type { Referral } from '#domain/records/referral.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import { findDocument } from '#server/database/queries/documents.ts';
import { insertProvision } from '#server/database/queries/provisions.ts';
import { listRecords, type CentreRecord } from '#server/database/queries/records.ts';
import { audit } from '#server/journal/audit.ts';
import { newId } from '#server/journal/clock.ts';
import { readMergedInto } from '#server/records/indexes/merged-into.ts';
import { clockAt, type Judging } from './judging.ts';

/** A company's record, or the one into which it was merged; undefined for one that is not there or erased. */
export async function resolveAccount(
  { tx, centreId }: Judging,
  accountId: string | undefined,
): Promise<CentreRecord | undefined> {
  const seen = new Set<string>();
  let id = accountId;
  let account: CentreRecord | undefined;
  while (id !== undefined && !seen.has(id)) {
    seen.add(id);
    const [found] = await listRecords(tx, centreId, [id]);
    if (found?.collection !== 'accounts') break;
    account = found;
    id = readMergedInto(found);
  }
  return account?.erasedAt === null ? account : undefined;
}

/** Writes down what is handed over with a referral, as it stands at this moment. */
export async function handOver(
  { tx, centreId, serverTime }: Judging,
  { record, account }: { record: CentreRecord; account: CentreRecord },
): Promise<void> {
  const referral = record.fields as Partial<Referral>;
  const { partnerId, partner, consentId, items = [], releasedBy } = referral;
  if (partnerId === undefined || consentId === undefined)
    throw new Error(`referral ${record.id} has no recipient or no consent`);
  const codebook = await findDocument(tx, centreId, 'questionnaire');
  const words = contentWordsOf(codebook && (JSON.parse(codebook.content) as Questionnaire), 'ja');
  const content = canonicalJson(composeContent(referral, account.fields as Partial<Account>, words));
  const clock = clockAt(serverTime);
  const itemsSha256 = hashText(content);
  await insertProvision(tx, centreId, {
    id: newId(clock),
    referralId: record.id,
    accountId: account.id,
    consentId,
    recipient: partnerId,
    recipientName: partner ?? '',
    providedBy: releasedBy ?? null,
    items,
    content,
    itemsSha256,
    revision: record.revision,
    at: serverTime,
  });
  await audit(tx, clock, {
    centreId,
    by: releasedBy ?? null,
    action: 'referrals.sent',
    subject: record.id,
    detail: { recipient: partnerId, itemsSha256 },
  });
}
