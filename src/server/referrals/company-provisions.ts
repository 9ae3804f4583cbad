import type { FastifyInstance } from 'fastify';
import { listMergedWith } from '#domain/casework/merged-accounts.ts';
import type { CompanyProvisions } from '#protocol/referrals.ts';
import type { Session } from '#server/auth/session.ts';
import { listMergePointers } from '#server/database/queries/merged-accounts.ts';
import { listProvisionsOfAccounts } from '#server/database/queries/provisions.ts';
import { listRecords } from '#server/database/queries/records.ts';
import { Problem } from '#server/http/problem.ts';

/**
 * What was handed over of a company, whichever of its joined records it was recorded with.
 *
 * @throws Problem `not-found` where there is no such company.
 */
export async function showProvisions(
  { database: { db } }: FastifyInstance,
  { centreId }: Pick<Session, 'centreId'>,
  accountId: string,
): Promise<CompanyProvisions> {
  const [account] = await listRecords(db, centreId, [accountId]);
  if (account?.collection !== 'accounts') throw new Problem('not-found');
  const joined = listMergedWith(accountId, await listMergePointers(db, centreId));
  const provisions = await listProvisionsOfAccounts(db, centreId, joined);
  return {
    provisions: provisions.map(({ at, recipientName, providedByName, items, consentId, referralId }) => ({
      at,
      recipient: recipientName,
      person: providedByName,
      items,
      consentId,
      referralId,
    })),
  };
}
