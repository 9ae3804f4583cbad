import type { FastifyInstance } from 'fastify';
import { listMergedWith } from '#domain/casework/merged-accounts.ts';
import type { ProvisionEntry } from '#protocol/referrals.ts';
import { listMergePointers } from '#server/database/queries/merged-accounts.ts';
import { listProvisionsOfAccounts } from '#server/database/queries/provisions.ts';
import { listRecords } from '#server/database/queries/records.ts';
import { Problem } from '#server/http/problem.ts';

/**
 * What was handed over of a company, by whichever of its merged records, in the order of time.
 *
 * @throws Problem `not-found` where there is no such company.
 */
export async function listProvisionEntries(
  { database: { db } }: FastifyInstance,
  centreId: string,
  accountId: string,
): Promise<ProvisionEntry[]> {
  const [account] = await listRecords(db, centreId, [accountId]);
  if (account?.collection !== 'accounts') throw new Problem('not-found');
  const ids = listMergedWith(accountId, await listMergePointers(db, centreId));
  const provisions = await listProvisionsOfAccounts(db, centreId, [...new Set([accountId, ...ids])]);
  return provisions.map(({ id, referralId, consentId, recipientName, providedBy, items, content, at }) => ({
    id,
    referralId,
    consentId,
    recipientName,
    ...(providedBy !== null && { providedBy }),
    items,
    ...(content && { content }),
    at,
  }));
}
