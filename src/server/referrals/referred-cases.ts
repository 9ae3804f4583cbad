import type { FastifyInstance } from 'fastify';
import { listWithheld } from '#domain/casework/referral-content.ts';
import { isReferralOver, listMoves, stateOf, type ReferralState } from '#domain/casework/referral-states.ts';
import type { ReferredCase } from '#protocol/referrals.ts';
import type { Session } from '#server/auth/session.ts';
import { listLinked } from '#server/database/queries/record-links.ts';
import { instantOf } from '#server/journal/clock.ts';
import { findClosedReason, findHandedOver, hasExpired } from './open-referral.ts';

/**
 * What was referred to the institution of a person with an account: first what waits for an answer and what is
 * under way, the oldest first, then what is over, the newest first. Only what its page would show as well; of what
 * is over nothing but that it was and how it ended.
 */
export async function listReferred(
  { database: { db }, clock }: FastifyInstance,
  { centreId, userId }: Pick<Session, 'centreId' | 'userId'>,
): Promise<ReferredCase[]> {
  const partners = (await listLinked(db, centreId, 'person', [userId])).map(({ recordId }) => recordId);
  const referrals = await listLinked(db, centreId, 'partner', partners);
  const cases: ReferredCase[] = [];
  const now = instantOf(clock);
  for (const { recordId } of referrals) {
    const found = await findHandedOver(db, centreId, recordId);
    // What was handed over decides, not what stands in the record at this moment.
    if (!found || !partners.includes(found.provision.recipient)) continue;
    const { referral, provision } = found;
    const closed = await findClosedReason(db, centreId, found, now);
    const isOver = closed === 'over';
    if ((closed !== undefined && !isOver) || hasExpired(provision, now)) continue;
    const state = stateOf(referral);
    cases.push({
      id: recordId,
      state,
      sentAt: provision.at,
      statusAt: referral.statusAt ?? provision.at,
      partner: provision.recipientName,
      content: isOver ? {} : (provision.content ?? {}),
      withheld: isOver ? [] : listWithheld(provision.items),
      moves: isOver ? [] : listMoves(state, 'recipient'),
    });
  }
  return cases.sort(byUrgency);
}

function byUrgency(one: ReferredCase, other: ReferredCase): number {
  const byStage = stageOf(one.state) - stageOf(other.state);
  if (byStage !== 0) return byStage;
  if (one.sentAt === other.sentAt) return one.id < other.id ? -1 : 1;
  return one.sentAt < other.sentAt === isReferralOver(one.state) ? 1 : -1;
}

/** That it was received is no answer yet. */
function stageOf(state: ReferralState): number {
  if (isReferralOver(state)) return 2;
  return state === 'sent' || state === 'received' ? 0 : 1;
}
