import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { uuidV7 } from '#domain/canonical/uuid.ts';
import type { Change } from '#domain/sync/change.ts';
import { listRecords } from '#server/database/queries/records.ts';
import { answerReferral, takeCompanyWord } from '#server/referrals/answer-referral.ts';
import { pushChanges } from '#server/sync/push.ts';
import type { DemoTime } from './fieldwork-days.ts';
import { installRecords } from './install.ts';
import type { ReferralEvent } from './referrals.ts';

/**
 * Lets the events of invented referrals happen at their times, through the code that real ones go through: what the
 * recipient and the company say is written by the server alone.
 *
 * @throws when something is refused
 */
export async function installReferrals(
  app: FastifyInstance,
  time: DemoTime,
  actor: { centreId: string; userId: string },
  events: readonly ReferralEvent[],
): Promise<void> {
  const { centreId } = actor;
  for (const event of events) {
    time.set(event.at);
    switch (event.is) {
      case 'made':
        await installRecords(app.database, { ...actor, clock: app.clock }, event.records, () => undefined);
        break;
      case 'answer': {
        const fault = await answerReferral(
          app,
          { centreId, referralId: event.referralId, way: 'page' },
          event.answer,
        );
        if (fault !== undefined) throw new Error(`an invented answer was refused: ${fault}`);
        break;
      }
      case 'word':
        await takeCompanyWord(app, { centreId, referralId: event.referralId }, event.word);
        break;
      case 'edit':
        await editReferral(app, actor, event);
    }
  }
}

async function editReferral(
  app: FastifyInstance,
  { centreId, userId }: { centreId: string; userId: string },
  { at, referralId, by, fields }: Extract<ReferralEvent, { is: 'edit' }>,
): Promise<void> {
  const deviceId = uuidV7(app.clock(), randomBytes);
  await app.database.db.transaction().execute(async (tx) => {
    const [record] = await listRecords(tx, centreId, [referralId]);
    const change: Change = {
      changeId: uuidV7(app.clock(), randomBytes),
      deviceId,
      deviceSeq: 1,
      madeBy: by,
      madeAt: at,
      collection: 'referrals',
      recordId: referralId,
      kind: 'put',
      baseRevision: record?.revision ?? 0,
      fields: { ...fields },
    };
    const pusher = {
      centreId,
      userId,
      role: 'administrator',
      deviceId,
      hadOtherRights: false,
      language: 'ja',
      serverTime: at,
    } as const;
    const { results } = await pushChanges(tx, pusher, [change]);
    const rejected = results.find(({ status }) => status === 'rejected');
    if (rejected) throw new Error(`an invented edit was rejected: ${JSON.stringify(rejected)}`);
  });
}
