import type { FastifyInstance } from 'fastify';
import type { Transaction } from 'kysely';
import type { Instant } from '#domain/canonical/dates.ts';
import { ARRIVAL_EVENTS } from '#domain/fieldwork/history/unit-event.ts';
import type { ArrivalsReply, Scan, ScanAnswer } from '#protocol/unit-history.ts';
import { getEpoch, lockCentre } from '#server/database/queries/centres.ts';
import { listInvitedUnits } from '#server/database/queries/invitations.ts';
import { listAnswerChannels } from '#server/database/queries/submitted-responses.ts';
import { listSampledUnits } from '#server/database/queries/survey-units.ts';
import { findSurvey } from '#server/database/queries/surveys.ts';
import {
  appendUnitEvents,
  findUnitEvents,
  listHoldingEvents,
  type StoredUnitEvent,
} from '#server/database/queries/unit-events.ts';
import { listMergePointers } from '#server/database/queries/merged-accounts.ts';
import type { Database } from '#server/database/schema.ts';
import { Problem } from '#server/http/problem.ts';
import { audit } from '#server/journal/audit.ts';
import { instantOf } from '#server/journal/clock.ts';
import { mapToSampled } from '#server/surveys/sampled-units.ts';
import { describeUnits } from '#server/surveys/unit-directory.ts';
import { findCodeOwners, type CodeOwner } from './find-units.ts';

/** Who reads codes, for which survey. */
interface Desk {
  centreId: string;
  userId: string;
  surveyId: string;
}

type Arrived = Extract<Scan, { code: string }>;

/**
 * Notes what came in by post, in the order in which it was read. A scan that was taken in before
 * is known by its id and adds nothing. @throws Problem `not-found` without such a survey.
 */
export async function noteArrivals(
  app: FastifyInstance,
  desk: Desk,
  scans: readonly Scan[],
): Promise<ArrivalsReply> {
  const { database, clock } = app;
  const { centreId, surveyId } = desk;
  return database.db.transaction().execute(async (tx) => {
    await lockCentre(tx, centreId);
    if (!(await findSurvey(tx, centreId, surveyId))) throw new Problem('not-found');
    const at = instantOf(clock);
    const tray = await openTray(app, tx, desk, scans);
    const results = scans.map((scan) => tray.take(scan, at));
    await appendUnitEvents(tx, tray.added);
    const detail = { scans: scans.length, noted: tray.added.length };
    const action = 'surveys.arrivals';
    await audit(tx, clock, { centreId, by: desk.userId, action, subject: surveyId, detail });
    return { epoch: await getEpoch(tx, centreId), at, results };
  });
}

/** What has to be known to judge some scans, and what comes of them. */
interface Tray {
  added: StoredUnitEvent[];
  take: (scan: Scan, now: Instant) => ScanAnswer;
}

async function openTray(
  app: FastifyInstance,
  tx: Transaction<Database>,
  { centreId, userId, surveyId }: Desk,
  scans: readonly Scan[],
): Promise<Tray> {
  const arrived = scans.filter((scan): scan is Arrived => 'code' in scan);
  const owners = await findCodeOwners(
    app,
    tx,
    { centreId, surveyId },
    arrived.map(({ code }) => code),
  );
  const unitIds = [...new Set([...owners.values()].flatMap((owner) => ownUnitOf(owner) ?? []))];
  const mentioned = scans.flatMap((scan) => ('undoes' in scan ? [scan.id, scan.undoes] : [scan.id]));
  const [pointers, holding, known, described, channels, invited, sampled] = [
    await listMergePointers(tx, centreId),
    await listHoldingEvents(tx, centreId, surveyId, ARRIVAL_EVENTS, { unitIds }),
    await findUnitEvents(tx, centreId, mentioned),
    await describeUnits(tx, centreId, unitIds),
    await listAnswerChannels(tx, centreId, surveyId),
    await listInvitedUnits(tx, centreId, surveyId),
    await listSampledUnits(tx, centreId, surveyId),
  ];
  // A company that answered on a visit has answered for its address of the sample.
  const unitOf = mapToSampled(sampled, pointers);
  const answered = new Set(
    [
      ...channels.keys(),
      ...invited.filter(({ answeredAt }) => answeredAt !== null).map(({ unitId }) => unitId),
    ].map(unitOf),
  );
  const noted = new Map(
    [...holding].flatMap(([unitId, events]) => events.map(({ id, event }) => [`${unitId} ${event}`, id])),
  );
  const added: StoredUnitEvent[] = [];
  const add = (event: Pick<StoredUnitEvent, 'id' | 'unitId' | 'event' | 'at' | 'undoes'>, now: Instant) => {
    // A clock that is ahead would put today's scans behind what is noted tomorrow.
    const at = event.at > now ? now : event.at;
    const stored: StoredUnitEvent = {
      ...event,
      at,
      centreId,
      surveyId,
      by: userId,
      channel: 'scan',
      lotId: null,
      detail: '',
      notedAt: now,
    };
    added.push(stored);
    known.set(stored.id, stored);
  };

  const answer = (id: string, result: ScanAnswer['result'], unitId: string | null = null): ScanAnswer => ({
    id,
    result,
    unitId,
    name: unitId === null ? '' : (described.get(unitId)?.name ?? ''),
    isAnswered: unitId !== null && answered.has(unitOf(unitId)),
  });

  function takeBack({ id, undoes, at }: Exclude<Scan, Arrived>, now: Instant): ScanAnswer {
    const event = known.get(undoes);
    if (!event || event.surveyId !== surveyId) return answer(id, 'nothingToUndo');
    if (!known.has(id)) {
      add({ id, unitId: event.unitId, event: 'undone', at, undoes }, now);
      noted.delete(`${event.unitId} ${event.event}`);
    }
    return { ...answer(id, 'undone', event.unitId), isAnswered: false };
  }

  function take(scan: Scan, now: Instant): ScanAnswer {
    if ('undoes' in scan) return takeBack(scan, now);
    const { id, event, at, code } = scan;
    const before = known.get(id);
    if (before) return answer(id, 'noted', before.unitId);
    const owner = owners.get(code) ?? { fault: 'unknown' };
    if ('fault' in owner) return answer(id, owner.fault);
    const key = `${owner.unitId} ${event}`;
    if (noted.has(key)) return answer(id, 'twice', owner.unitId);
    add({ id, unitId: owner.unitId, event, at, undoes: null }, now);
    noted.set(key, id);
    return answer(id, 'noted', owner.unitId);
  }

  return { added, take };
}

function ownUnitOf(owner: CodeOwner): string | undefined {
  return 'unitId' in owner ? owner.unitId : undefined;
}
