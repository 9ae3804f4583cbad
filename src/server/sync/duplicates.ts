import type { Transaction } from 'kysely';
import { DISPOSITION_CORRECTION } from '#domain/casework/model.ts';
import type { Instant } from '#domain/canonical/dates.ts';
import { SERVER_AUTHOR } from '#domain/sync/change.ts';
import { audit } from '../audit.ts';
import { newId } from '../clock.ts';
import { takeRevisions } from '../database/changes.ts';
import type { CentreRecord } from '../database/records.ts';
import type { Database } from '../database/schema.ts';
import { findPrimaryResponse } from '../database/submitted-responses.ts';
import { applyServerChanges } from './server-changes.ts';

/**
 * Marks as `duplicate` those of the responses, submitted by this push in this order, whose
 * company has answered the same survey before; the first one stays what it is. Each is a
 * change of its own with the reason beside it, so that the office can settle it.
 *
 * @returns the marked records as they are now.
 */
export async function markDuplicates(
  tx: Transaction<Database>,
  { centreId, serverTime }: { centreId: string; serverTime: Instant },
  submitted: readonly CentreRecord[],
): Promise<CentreRecord[]> {
  const clock = (): number => Date.parse(serverTime);
  const marked: CentreRecord[] = [];
  for (const [index, { id, fields }] of submitted.entries()) {
    const { surveyId, accountId, disposition = null } = fields;
    if (typeof surveyId !== 'string' || typeof accountId !== 'string') continue;
    const ofUnit = submitted.slice(index).filter((later) => later.fields['surveyId'] === surveyId && later.fields['accountId'] === accountId);
    const primary = await findPrimaryResponse(tx, centreId, { surveyId, accountId }, ofUnit.map((later) => later.id));
    if (primary === undefined) continue;
    const { before } = await takeRevisions(tx, centreId, 1);
    const correction = {
      code: DISPOSITION_CORRECTION,
      oldValue: disposition,
      by: SERVER_AUTHOR,
      at: serverTime,
      reason: '同じ企業が先に回答しているため / The same company has answered before',
    };
    const changed = await applyServerChanges(tx, { centreId, serverTime }, [
      {
        revision: before + 1,
        changeId: newId(clock),
        madeBy: SERVER_AUTHOR,
        collection: 'responses',
        recordId: id,
        fields: { disposition: 'duplicate', [`corrections/${newId(clock)}`]: correction },
      },
    ]);
    marked.push(...changed);
    await audit(tx, clock, { centreId, by: null, action: 'responses.duplicate', subject: id, detail: { primary } });
  }
  return marked;
}
