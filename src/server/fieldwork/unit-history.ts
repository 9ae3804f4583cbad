import type { FastifyInstance } from 'fastify';
import { isAllowed, type Role } from '#domain/access/permissions.ts';
import { tokyoDate } from '#domain/canonical/dates.ts';
import {
  computeUnitDisposition,
  isFinal,
  isLate,
  type UnitAnswer,
} from '#domain/fieldwork/history/unit-disposition.ts';
import {
  computeOutcome,
  listHolding,
  NOTED_EVENTS,
  type UnitEvent,
} from '#domain/fieldwork/history/unit-event.ts';
import type { HistoryEntry, UndoEvent, UnitHistory } from '#protocol/unit-history.ts';
import type { Queries } from '#server/database/schema.ts';
import { listIdsOfCompany, listIdsOfUnit } from '#server/surveys/sampled-units.ts';
import { listInvitationsOf } from '#server/database/queries/invitations.ts';
import { listLots } from '#server/database/queries/letter-lots.ts';
import { listResponsesOf } from '#server/database/queries/submitted-responses.ts';
import { findSurvey } from '#server/database/queries/surveys.ts';
import {
  appendUnitEvents,
  findSampledAt,
  findUnitEvents,
  listUnitHistory,
} from '#server/database/queries/unit-events.ts';
import { Problem } from '#server/http/problem.ts';
import { audit } from '#server/journal/audit.ts';
import { instantOf } from '#server/journal/clock.ts';

/** A unit of a survey. */
interface UnitPlace {
  surveyId: string;
  unitId: string;
}

/** What happened to a unit, and what it comes to. @throws Problem `not-found` without such a survey. */
export async function getUnitHistory(
  { database: { db }, clock }: FastifyInstance,
  { centreId, role }: { centreId: string; role: Role },
  { surveyId, unitId }: UnitPlace,
): Promise<UnitHistory> {
  const survey = await findSurvey(db, centreId, surveyId);
  if (!survey) throw new Problem('not-found');
  const own = await listOwnIds(db, { centreId, role }, { surveyId, unitId });
  const ids = isAllowed(role, 'responses.settle')
    ? own
    : await listIdsOfCompany(db, centreId, { surveyId, unitId });
  const read = async <Entry>(
    list: (db: Queries, centreId: string, place: UnitPlace) => Promise<Entry[]>,
  ): Promise<(Entry & { of: string })[]> => {
    const readOne = async (of: string) =>
      (await list(db, centreId, { surveyId, unitId: of })).map((entry) => ({ ...entry, of }));
    return (await Promise.all(ids.map(readOne))).flat();
  };
  const [noted, invitations, answersOf, lots, sampledAt] = await Promise.all([
    read(listUnitHistory),
    read(listInvitationsOf),
    read(listResponsesOf),
    listLots(db, centreId, surveyId),
    findSampledAt(db, centreId, { surveyId, unitId }),
  ]);
  const responses = answersOf.sort((a, b) => (a.id < b.id ? -1 : 1));
  const holding = listHolding(noted);
  const papers = holding.filter(({ event }) => event === 'paperArrived');
  const timing = { paperArrivedAt: papers[0]?.at, fieldEndsOn: survey.endsOn };
  const answers = responses.map((answer): EventOf => ({
    ...OWN,
    of: answer.of,
    id: answer.id,
    event: isLate(timing, answer) ? 'late' : 'answered',
    at: answer.submittedAt,
    channel: 'response',
  }));
  const codes = invitations.flatMap(({ id, of, issuedAt, issuedBy, openedAt }): EventOf[] => [
    { ...OWN, of, id: `${id}-issued`, event: 'codeIssued', at: issuedAt, by: issuedBy, channel: 'code' },
    ...(openedAt === null
      ? []
      : [
          {
            ...OWN,
            of,
            id: `${id}-opened`,
            event: 'opened' as const,
            at: openedAt,
            channel: 'code' as const,
          },
        ]),
  ]);
  const sampled: EventOf[] =
    sampledAt === undefined
      ? []
      : [{ ...OWN, of: unitId, id: 'sampled', event: 'sampled', at: sampledAt, channel: 'code' }];
  const numbers = new Map(lots.map((lot) => [lot.lot_id, { number: lot.number, kind: lot.kind }]));
  const held = new Set(holding.map(({ id }) => id));
  const entries = [...sampled, ...noted.filter(({ event }) => event !== 'undone'), ...codes, ...answers]
    .sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : 1))
    .map(({ id, of, event, at, by, channel, lotId, detail, undoes }): HistoryEntry => {
      const isOwn = own.includes(of);
      const isHeld = channel === 'code' || channel === 'response' || held.has(id);
      return {
        id,
        event,
        at,
        by,
        channel,
        lotId: isOwn ? lotId : null,
        detail: isOwn ? detail : '',
        undoes,
        isUndone: !isHeld,
        isUndoable: isOwn && isHeld && (NOTED_EVENTS as readonly string[]).includes(event),
        lot: (isOwn && lotId !== null ? numbers.get(lotId) : undefined) ?? null,
      };
    });
  const answered: UnitAnswer | undefined = responses[0];
  const disposition = computeUnitDisposition({
    answered,
    outcome: computeOutcome(noted)?.outcome,
    isOpened: invitations.some(({ openedAt, answeredAt }) => (openedAt ?? answeredAt) !== null),
    ...timing,
  });
  const today = tokyoDate(instantOf(clock));
  const isOver = survey.status === 'closed' || (survey.endsOn !== null && today > survey.endsOn);
  const maySeeAll = isAllowed(role, 'responses.settle') || answered === undefined;
  return {
    entries: maySeeAll ? entries : withoutAnswerTraces(entries),
    disposition: maySeeAll ? disposition : null,
    isFinal: !maySeeAll || isFinal(disposition, isOver),
  };
}

/**
 * The ids whose entries are shown whole and may be taken back: those of all records of the company, as in the returns.
 * For whom addresses of a list are not shown, those of one record: of others it is told what happened, and when, so that
 * nobody visits a company that has refused, but neither the lot of its letter nor what the office wrote about it.
 */
async function listOwnIds(
  db: Queries,
  { centreId, role }: { centreId: string; role: Role },
  { surveyId, unitId }: UnitPlace,
): Promise<string[]> {
  return isAllowed(role, 'responses.settle') ? listIdsOfUnit(db, centreId, { surveyId, unitId }) : [unitId];
}

/** An entry, and the id of the company or address of which it stands. */
type EventOf = UnitEvent & { of: string };

/** What an entry has that is not noted by anybody. */
const OWN = { by: null, lotId: null, detail: '', undoes: null };

/** Together with the responses of a day it would often say which of the nameless ones is this unit's. */
function withoutAnswerTraces(entries: readonly HistoryEntry[]): HistoryEntry[] {
  const shown = entries.filter(
    ({ event, channel }) => event !== 'opened' && event !== 'paperArrived' && channel !== 'response',
  );
  const answered = entries.find(({ channel }) => channel === 'response');
  return answered ? [...shown, { ...answered, id: 'answered', event: 'answered', at: null }] : shown;
}

/** Takes an entry of a unit's history back. @throws Problem `not-found` without such an entry that was noted by somebody. */
export async function undoEvent(
  app: FastifyInstance,
  actor: { centreId: string; userId: string; role: Role },
  { surveyId, unitId }: UnitPlace,
  { id, undoes }: UndoEvent,
): Promise<UnitHistory> {
  const { database, clock } = app;
  const { centreId, userId } = actor;
  await database.db.transaction().execute(async (tx) => {
    const event = (await findUnitEvents(tx, centreId, [undoes])).get(undoes);
    // What a lot's mark left behind is taken back with the mark.
    const isNoted = event && event.channel !== 'lot' && event.event !== 'undone';
    const ids = await listOwnIds(tx, actor, { surveyId, unitId });
    if (!isNoted || event.surveyId !== surveyId || !ids.includes(event.unitId))
      throw new Problem('not-found');
    const at = instantOf(clock);
    const own = { unitId: event.unitId, by: userId, channel: 'screen' as const, lotId: null };
    const origin = { centreId, surveyId, ...own };
    await appendUnitEvents(tx, [{ ...origin, id, event: 'undone', at, detail: '', undoes, notedAt: at }]);
    const detail = { accountId: unitId, undoes };
    await audit(tx, clock, { centreId, by: userId, action: 'surveys.outcome', subject: surveyId, detail });
  });
  return getUnitHistory(app, actor, { surveyId, unitId });
}
