import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { addDays, tokyoDate, tokyoInstant, type Instant, type PlainDate } from '#domain/canonical/dates.ts';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import { uuidV7 } from '#domain/canonical/uuid.ts';
import type { ArrivalEvent, NotedEvent } from '#domain/fieldwork/history/unit-event.ts';
import { LOT_LIMIT } from '#domain/fieldwork/lots/lot-kinds.ts';
import { splitIntoBatches } from '#domain/fieldwork/survey-units.ts';
import { DEFINITIONS } from '#domain/records/collections.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import type { Weighting } from '#domain/records/weighting.ts';
import { RESPONDENT_AUTHOR } from '#domain/sync/change.ts';
import { firstFields } from '#domain/sync/first-fields.ts';
import { FRAME_PAGE_LIMIT } from '#protocol/frames.ts';
import type { Invitation } from '#protocol/surveys.ts';
import { takeRevisions } from '#server/database/queries/changes.ts';
import { listFrameUnitsAfter, type StoredFrameUnit } from '#server/database/queries/frame-units.ts';
import { markInvitation } from '#server/database/queries/invitations.ts';
import { noteArrivals } from '#server/fieldwork/arrivals.ts';
import { noteDispositions } from '#server/fieldwork/dispositions.ts';
import { commitFrameUpload, takeFramePiece } from '#server/frames/frame-import.ts';
import { createFrameList, type Actor } from '#server/frames/frame-lists.ts';
import { drawSurveySample } from '#server/frames/survey-sample.ts';
import { newId } from '#server/journal/clock.ts';
import { applyServerChanges, type ServerChange } from '#server/records/server-changes.ts';
import { issueInvitations } from '#server/surveys/invitation-batches.ts';
import { computeWeights } from '#server/surveys/sample-weights.ts';
import { inventAddresses } from './addresses.ts';
import type { DemoAccount, DemoRecord } from './casework.ts';
import { planFieldworkDays, type DemoTime, type FieldworkDays } from './fieldwork-days.ts';
import { installRecords } from './install.ts';
import { sendLots } from './lots.ts';

const SEED = 20_261_015;
const LIST_NAME = '架空の企業名簿（見本）';
const SOURCE = '架空（見本のために作ったもので、実在する企業はありません）';
/** What became of addresses that did not answer, and how many of each. */
const RETURNED = 180;
const REFUSED = 30;
const CLOSED = 20;
const BLANK = 15;
/** Sheets that have come in and that nobody has keyed yet. */
const UNKEYED = 60;
/** Pages that were only looked at. */
const OPENED = 90;

/** What the fieldwork is invented from. */
export interface FieldworkInput {
  actor: Actor;
  surveyId: string;
  now: Instant;
  accounts: readonly DemoAccount[];
  responses: readonly DemoRecord<'responses'>[];
}

interface Work extends FieldworkInput {
  app: FastifyInstance;
  time: DemoTime;
  days: FieldworkDays;
  random: SeededRandom;
}

/** What the rest of the invented data goes on from. */
export interface DemoFieldwork {
  /** Units whose sheets have come in and are not keyed, each with its code and when it came. */
  unkeyed: ArrivedSheet[];
  /** The code of the unit that each answer is of, by the answer's id. */
  codeOf: ReadonlyMap<string, Invitation>;
}

/** A sheet of paper that has come in. */
export interface ArrivedSheet {
  unit: StoredFrameUnit;
  code: string;
  arrivedAt: Instant;
}

/**
 * Does the whole fieldwork of the invented survey with what the server itself does it with, each step at its time:
 * list, sample, codes, letters, what came back, a reminder, and weights. The accounts must be in.
 *
 * @param app whose clock `time` sets
 */
export async function installFieldwork(
  app: FastifyInstance,
  time: DemoTime,
  input: FieldworkInput,
): Promise<DemoFieldwork> {
  const { actor, surveyId, now } = input;
  const work: Work = { ...input, app, time, days: planFieldworkDays(now), random: new SeededRandom(SEED) };
  const listId = await buyList(work);
  time.set(tokyoInstant(work.days.sampleDrawn, '10:00'));
  await drawSurveySample(app, actor, surveyId, { listId, design: { kind: 'census' }, seed: SEED });
  const units = await listUnits(work, listId);
  const invitations = await issueCodes(
    work,
    units.map((unit) => unit.unit_id),
  );
  const shipment = { app, time, days: work.days, actor, surveyId };
  await sendLots(shipment, 'invitation');

  const unitOfAccount = new Map(
    units.flatMap((unit) => (unit.account_id === null ? [] : [[unit.account_id, unit.unit_id] as const])),
  );
  const answers = input.responses.map((record): Answer => {
    const unitId = unitOfAccount.get(record.fields.accountId ?? '');
    const invitation = unitId === undefined ? undefined : invitations.get(unitId);
    if (!invitation) throw new Error(`the answers ${record.id} are of no unit`);
    return { record, invitation, submittedAt: record.fields.submittedAt ?? record.madeAt };
  });
  const incidents = inventIncidents(work, units, invitations);
  const reminder = tokyoInstant(work.days.reminderPrinted, '09:00');
  for (const [from, until] of [
    ['', reminder],
    [reminder, now],
  ] as const) {
    const within = ({ at }: { at: Instant }): boolean => at >= from && at < until;
    time.set(until);
    await takeAnswers(
      work,
      answers.filter(({ submittedAt }) => within({ at: submittedAt })),
    );
    await noteIncidents(work, incidents.filter(within), until);
    if (until === reminder) await sendLots(shipment, 'reminder1');
  }
  time.set(now);
  await saveWeighting(work);
  return {
    unkeyed: incidents.flatMap(({ event, unit, code, at }) =>
      event === 'paperArrived' ? [{ unit, code, arrivedAt: at }] : [],
    ),
    codeOf: new Map(answers.map(({ record, invitation }) => [record.id, invitation])),
  };
}

/** Weights of the sample, and a weighting that begins at them and ends at how many addresses the list has. */
async function saveWeighting({ app, actor, surveyId, now, accounts }: Work): Promise<void> {
  const { margins } = await computeWeights(app, actor, surveyId, { by: ['industry', 'employees'] });
  const { employees: targets = {} } = margins;
  const fields: Weighting = {
    surveyId,
    title: '標本の重みと従業者数（架空の企業名簿）',
    margins: [{ column: 'employees', source: LIST_NAME, invented: true, targets }],
    base: 'sample',
    population: accounts.length,
  };
  const id = newId(app.clock);
  await installRecords(
    app.database,
    { ...actor, clock: app.clock },
    [{ collection: 'weightings', id, fields, madeBy: actor.userId, madeAt: now }],
    () => undefined,
  );
}

async function buyList({ app, time, days, actor, accounts, responses, now }: Work): Promise<string> {
  time.set(tokyoInstant(days.listBought, '10:00'));
  const licenceEndsOn = addDays(tokyoDate(now), 120);
  const list = await createFrameList(app, actor, { name: LIST_NAME, source: SOURCE, licenceEndsOn });
  const answered = new Set(responses.flatMap(({ fields }) => fields.accountId ?? []));
  const pieces = splitIntoBatches(inventAddresses(SEED, accounts, answered), FRAME_PAGE_LIMIT);
  const upload = { listId: list.id, uploadId: 'demo' };
  for (const [piece, rows] of pieces.entries())
    await takeFramePiece(app, actor.centreId, { ...upload, piece }, rows);
  await commitFrameUpload(app, actor, upload, { revision: list.revision, pieces: pieces.length });
  return list.id;
}

async function listUnits({ app, actor, accounts }: Work, listId: string): Promise<StoredFrameUnit[]> {
  const { db } = app.database;
  return listFrameUnitsAfter(db, actor.centreId, listId, { after: 0, limit: accounts.length });
}

async function issueCodes(
  { app, time, days, actor, surveyId }: Work,
  unitIds: readonly string[],
): Promise<Map<string, Invitation>> {
  time.set(tokyoInstant(days.codesIssued, '10:00'));
  const issued = new Map<string, Invitation>();
  for (const accountIds of splitIntoBatches(unitIds, LOT_LIMIT)) {
    const { invitations } = await issueInvitations(app, actor, surveyId, { accountIds });
    for (const invitation of invitations) issued.set(invitation.accountId, invitation);
  }
  return issued;
}

interface Answer {
  record: DemoRecord<'responses'>;
  invitation: Invitation;
  submittedAt: Instant;
}

/** As the server takes in what companies send, day by day, and what was asked on visits from the device. */
async function takeAnswers({ app, actor, surveyId }: Work, all: readonly Answer[]): Promise<void> {
  const { centreId } = actor;
  const isByVisit = ({ record }: Answer): boolean => record.fields.channel === 'visit';
  await installRecords(
    app.database,
    { ...actor, clock: app.clock },
    all.filter(isByVisit).map(({ record }) => record),
    () => undefined,
  );
  const answers = all.filter((answer) => !isByVisit(answer));
  const byDay = new Map<PlainDate, Answer[]>();
  for (const answer of answers) {
    const day = tokyoDate(answer.submittedAt);
    byDay.set(day, [...(byDay.get(day) ?? []), answer]);
  }
  for (const [day, ofDay] of [...byDay].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const serverTime = tokyoInstant(day, '18:00');
    await app.database.db.transaction().execute(async (tx) => {
      const { before } = await takeRevisions(tx, centreId, ofDay.length);
      const changes = ofDay.map(({ record, invitation }, index): ServerChange => {
        const response: SurveyResponse = { ...record.fields, invitationId: invitation.id };
        return {
          revision: before + 1 + index,
          changeId: uuidV7(Date.parse(serverTime), randomBytes),
          madeBy: RESPONDENT_AUTHOR,
          collection: 'responses',
          recordId: record.id,
          fields: firstFields(DEFINITIONS.responses, response),
        };
      });
      await applyServerChanges(tx, { centreId, serverTime }, changes);
      for (const { record, invitation, submittedAt } of ofDay) {
        const code = { centreId, id: invitation.id };
        if (record.fields.channel === 'link')
          await markInvitation(tx, code, 'opened_at', minutesBefore(submittedAt, 12));
        await markInvitation(tx, code, 'answered_at', submittedAt);
      }
    });
  }
  const papers = answers
    .filter(({ record }) => record.fields.channel === 'paper')
    .map(({ invitation, submittedAt }) => ({
      id: uuidV7(Date.parse(submittedAt), randomBytes),
      at: minutesBefore(submittedAt, 30),
      event: 'paperArrived' as const,
      code: invitation.code,
    }));
  await noteArrivals(app, { ...actor, surveyId }, papers);
}

/** Something that became known of a unit that did not answer. */
interface Incident {
  unit: StoredFrameUnit;
  invitationId: string;
  code: string;
  at: Instant;
  event: ArrivalEvent | Extract<NotedEvent, 'closed'> | 'opened';
}

function inventIncidents(
  { random, days, accounts, responses, now }: Work,
  units: readonly StoredFrameUnit[],
  invitations: ReadonlyMap<string, Invitation>,
): Incident[] {
  const answered = new Set(responses.flatMap(({ fields }) => fields.accountId ?? []));
  const silent = random.shuffle(units.filter((unit) => !answered.has(unit.account_id ?? '')));
  const kinds: Incident['event'][] = [
    ...Array<Incident['event']>(RETURNED).fill('returnedUndeliverable'),
    ...Array<Incident['event']>(REFUSED).fill('refused'),
    ...Array<Incident['event']>(CLOSED).fill('closed'),
    ...Array<Incident['event']>(BLANK).fill('blankSheet'),
    ...Array<Incident['event']>(UNKEYED).fill('paperArrived'),
    ...Array<Incident['event']>(OPENED).fill('opened'),
  ];
  if (accounts.length < kinds.length) throw new Error('too few addresses for what became of them');
  const yesterday = addDays(tokyoDate(now), -1);
  return kinds.map((event, index) => {
    const unit = silent[index]!;
    const { id: invitationId, code } = invitations.get(unit.unit_id)!;
    // What cannot be delivered comes back from the first letter; sheets that are not keyed came in last.
    const share = random.next();
    const day =
      event === 'returnedUndeliverable'
        ? days.arrived(share * 0.57)
        : event === 'paperArrived'
          ? addDays(yesterday, -random.below(4))
          : days.arrived(share);
    const time = `${String(9 + random.below(8)).padStart(2, '0')}:${String(random.below(60)).padStart(2, '0')}`;
    return { unit, invitationId, code, at: tokyoInstant(day, time), event };
  });
}

async function noteIncidents(
  { app, actor, surveyId }: Work,
  incidents: readonly Incident[],
  until: Instant,
): Promise<void> {
  const desk = { ...actor, surveyId };
  const eventId = (): string => uuidV7(Date.parse(until), randomBytes);
  const scans = incidents.flatMap(({ at, code, event }) =>
    event === 'closed' || event === 'opened' ? [] : [{ id: eventId(), at, event, code }],
  );
  await noteArrivals(app, desk, scans);
  const rows = incidents
    .filter(({ event }) => event === 'closed')
    .map(({ unit, at }, index) => ({
      row: index + 2,
      id: eventId(),
      unit: unit.unit_id,
      event: 'closed' as const,
      on: tokyoDate(at),
      detail: '廃業（架空）',
    }));
  await noteDispositions(app, desk, { isDryRun: false, rows });
  for (const { event, invitationId, at } of incidents)
    if (event === 'opened')
      await markInvitation(app.database.db, { centreId: actor.centreId, id: invitationId }, 'opened_at', at);
}

function minutesBefore(at: Instant, minutes: number): Instant {
  return new Date(Date.parse(at) - minutes * 60_000).toISOString();
}
