import type { FastifyInstance } from 'fastify';
import type { Transaction } from 'kysely';
import { findAnswerFault, planAnswer, type AnswerFault } from '#domain/casework/referral-states.ts';
import type { AnswerWay } from '#domain/records/referral.ts';
import { SERVER_AUTHOR, type ChangeFields } from '#domain/sync/change.ts';
import type { CompanyWordInput, RecipientAnswerInput } from '#protocol/referrals.ts';
import { takeRevisions } from '#server/database/queries/changes.ts';
import type { Database } from '#server/database/schema.ts';
import { audit } from '#server/journal/audit.ts';
import { instantOf, newId } from '#server/journal/clock.ts';
import { applyServerChanges } from '#server/records/server-changes.ts';
import { findClosedReason, findHandedOver, type ClosedReferral } from './open-referral.ts';

/** Who answers. */
interface Answerer {
  centreId: string;
  referralId: string;
  way: AnswerWay;
  /** Of somebody with an account. */
  userId?: string;
  name?: string | undefined;
}

/**
 * Takes what a referral's recipient says. The same again changes nothing, for people press twice.
 *
 * @returns why it was not taken; undefined when it was.
 */
export async function answerReferral(
  app: FastifyInstance,
  { centreId, referralId, way, userId, name }: Answerer,
  { state, reason, onwardTo, from, text }: RecipientAnswerInput,
): Promise<AnswerFault | ClosedReferral | undefined> {
  const at = instantOf(app.clock);
  return app.database.db.transaction().execute(async (tx) => {
    const { before } = await takeRevisions(tx, centreId, 1);
    const found = await findHandedOver(tx, centreId, referralId);
    if (!found) return 'revoked';
    const closed = await findClosedReason(tx, centreId, found, at);
    if (closed === 'over' && found.referral.status === state) return undefined;
    if (closed !== undefined) return closed;
    if (found.referral.status === state) return undefined;
    const answer = { state, way, at, from: name ?? from, reason, onwardTo: oneLine(onwardTo), text };
    const fault = findAnswerFault(found.referral, answer);
    if (fault !== undefined) return fault;
    const entryId = newId(app.clock);
    await write(app, tx, {
      centreId,
      revision: before + 1,
      referralId,
      fields: planAnswer(found.referral, { ...answer, from: oneLine(answer.from) }, entryId),
    });
    await audit(tx, app.clock, {
      centreId,
      by: userId ?? null,
      action: 'referrals.answer',
      subject: referralId,
      detail: { state, way },
    });
    return undefined;
  });
}

/** Takes the company's word on whether it helped; a later one takes the place of an earlier one until the referral is closed. */
export async function takeCompanyWord(
  app: FastifyInstance,
  { centreId, referralId }: Pick<Answerer, 'centreId' | 'referralId'>,
  { word, from, text }: CompanyWordInput,
): Promise<void> {
  const at = instantOf(app.clock);
  await app.database.db.transaction().execute(async (tx) => {
    const { before } = await takeRevisions(tx, centreId, 1);
    const found = await findHandedOver(tx, centreId, referralId);
    if (!found || found.referral.closedAt !== undefined) return;
    await write(app, tx, {
      centreId,
      revision: before + 1,
      referralId,
      fields: {
        companyWord: word,
        companyWordAt: at,
        companyWordText: text?.trim() || null,
        companyWordWay: 'page',
        companyWordFrom: oneLine(from) || null,
      },
    });
  });
}

async function write(
  app: FastifyInstance,
  tx: Transaction<Database>,
  change: { centreId: string; revision: number; referralId: string; fields: ChangeFields },
): Promise<void> {
  const { centreId, revision, referralId, fields } = change;
  await applyServerChanges(tx, { centreId, serverTime: instantOf(app.clock) }, [
    {
      revision,
      changeId: newId(app.clock),
      madeBy: SERVER_AUTHOR,
      collection: 'referrals',
      recordId: referralId,
      fields,
      // Who answers has seen nothing of what staff took down of it.
      isUnseeing: true,
    },
  ]);
}

/** Forms can be sent with line breaks where one line is asked for. */
function oneLine(text: string | undefined): string | undefined {
  return text?.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();
}
