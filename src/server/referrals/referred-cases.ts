import type { FastifyInstance } from 'fastify';
import { listWithheld } from '#domain/casework/referral-content.ts';
import { listMoves, stateOf } from '#domain/casework/referral-states.ts';
import type { ReferredCase } from '#protocol/referrals.ts';
import type { Session } from '#server/auth/session.ts';
import { listLinked } from '#server/database/queries/record-links.ts';
import { instantOf } from '#server/journal/clock.ts';
import { findClosedReason, findHandedOver } from './open-referral.ts';

/** What was referred to the institution of a person with an account, the newest first; only what its page would show as well. */
export async function listReferred(
  { database: { db }, clock }: FastifyInstance,
  { centreId, userId }: Pick<Session, 'centreId' | 'userId'>,
): Promise<ReferredCase[]> {
  const partners = (await listLinked(db, centreId, 'person', [userId])).map(({ recordId }) => recordId);
  const referrals = await listLinked(db, centreId, 'partner', partners);
  const cases: ReferredCase[] = [];
  for (const { recordId } of referrals) {
    const found = await findHandedOver(db, centreId, recordId);
    // What was handed over decides, not what stands in the record at this moment.
    if (!found || !partners.includes(found.provision.recipient)) continue;
    if ((await findClosedReason(db, centreId, found, instantOf(clock))) !== undefined) continue;
    const { referral, provision } = found;
    const state = stateOf(referral);
    cases.push({
      id: recordId,
      state,
      sentAt: provision.at,
      statusAt: referral.statusAt ?? provision.at,
      partner: provision.recipientName,
      content: provision.content ?? {},
      withheld: listWithheld(provision.items),
      moves: listMoves(state, 'recipient'),
    });
  }
  return cases.sort((one, other) => (one.sentAt < other.sentAt ? 1 : -1));
}
