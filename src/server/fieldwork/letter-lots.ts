import type { FastifyInstance } from 'fastify';
import { tokyoDate, tokyoInstant } from '#domain/canonical/dates.ts';
import { bearsCode } from '#domain/fieldwork/letters/letter-texts.ts';
import { LOT_KINDS, textOfLot, type LotKind, type LotMark } from '#domain/fieldwork/lots/lot-kinds.ts';
import {
  balanceLots,
  choosePlanned,
  composeLots,
  listDue,
  type LotBalance,
} from '#domain/fieldwork/lots/lot-recipients.ts';
import { LOT_WORDINGS, splitWordings } from '#domain/fieldwork/lots/wording-split.ts';
import type {
  LotLetter,
  LotLetters,
  LotList,
  LotState,
  LotSummary,
  MakeLots,
  MarkLot,
} from '#protocol/letter-lots.ts';
import { lockCentre } from '#server/database/queries/centres.ts';
import {
  deleteLot,
  findLot,
  hasMark,
  insertLot,
  insertMark,
  listLotEvents,
  listLots,
  listMarks,
  listUnitsInLots,
  undoMarks,
  type StoredLot,
  type StoredMark,
} from '#server/database/queries/letter-lots.ts';
import { findSurvey } from '#server/database/queries/surveys.ts';
import { appendUnitEvents } from '#server/database/queries/unit-events.ts';
import type { Queries } from '#server/database/schema.ts';
import { Problem } from '#server/http/problem.ts';
import { audit } from '#server/journal/audit.ts';
import { instantOf, newId } from '#server/journal/clock.ts';
import { toInvitation } from '#server/surveys/invitation-codes.ts';
import { listLotUnitsOf, type LotUnits } from './lot-candidates.ts';
import { findCodes, readPile, toTakeOut } from './lot-pile.ts';

/** Who works with the letters. */
interface Actor {
  centreId: string;
  userId: string;
}

/** A lot of a survey. */
interface LotPlace {
  surveyId: string;
  lotId: string;
}

/** A survey's lots, and where its units stand. @throws Problem `not-found` without such a survey. */
export async function getLots(app: FastifyInstance, centreId: string, surveyId: string): Promise<LotList> {
  const { db } = app.database;
  const [units, inLots, lots, marks] = await Promise.all([
    listLotUnitsOf(app, centreId, surveyId),
    listUnitsInLots(db, centreId, surveyId),
    listLots(db, centreId, surveyId),
    listMarks(db, centreId, surveyId),
  ]);
  const all = [...units.units.values()];
  const balances = Object.fromEntries(
    LOT_KINDS.map((kind) => [kind, balanceLots(kind, all, unitsOf(inLots.get(kind), units))]),
  ) as Record<LotKind, LotBalance>;
  const wordings = await countWordings(db, centreId, lots, units);
  return { lots: lots.map((lot) => toSummary(lot, marks)), balances, wordings };
}

/** The units that lots were made for, by what they are now. */
function unitsOf(ids: ReadonlySet<string> | undefined, { unitOf }: LotUnits): Set<string> {
  return new Set([...(ids ?? [])].map(unitOf));
}

/** What the letters of two wordings brought: only of those that were posted it can be said. */
async function countWordings(
  db: Queries,
  centreId: string,
  lots: readonly StoredLot[],
  { units, unitOf }: LotUnits,
): Promise<LotList['wordings']> {
  const byKind = new Map<LotKind, LotList['wordings'][number]['counts']>();
  for (const { lot_id: lotId, survey_id: surveyId, kind, wording } of lots) {
    if (wording === null) continue;
    const counts = byKind.get(kind) ?? { A: { letters: 0, answered: 0 }, B: { letters: 0, answered: 0 } };
    byKind.set(kind, counts);
    for (const { unitId } of await listLotEvents(db, centreId, { surveyId, lotId, mark: 'posted' })) {
      counts[wording].letters += 1;
      if (units.get(unitOf(unitId))?.state === 'answered') counts[wording].answered += 1;
    }
  }
  return [...byKind].map(([kind, counts]) => ({ kind, counts }));
}

function toSummary(lot: StoredLot, marks: readonly StoredMark[]): LotSummary {
  const find = (mark: LotMark): LotSummary['marks'][LotMark] => {
    const found = marks.find((each) => each.lot_id === lot.lot_id && each.mark === mark);
    return found ? { on: found.day, by: found.noted_by } : null;
  };
  return {
    id: lot.lot_id,
    kind: lot.kind,
    number: lot.number,
    size: lot.size,
    wording: lot.wording,
    madeAt: lot.made_at,
    marks: { printed: find('printed'), posted: find('posted') },
  };
}

/**
 * Makes lots of a kind for all who are due a letter, or whom a plan writes to; the same request makes them once.
 *
 * @throws Problem `not-found`, `survey-closed` for letters that ask for an answer.
 */
export async function makeLots(
  app: FastifyInstance,
  { centreId, userId }: Actor,
  surveyId: string,
  { id: requestId, kind, size, only, wordings }: MakeLots,
): Promise<LotList> {
  const { database, clock } = app;
  const candidates = await listLotUnitsOf(app, centreId, surveyId);
  await database.db.transaction().execute(async (tx) => {
    // Two people who make lots at once put nobody in two.
    await lockCentre(tx, centreId);
    const survey = await findSurvey(tx, centreId, surveyId);
    if (survey?.status === 'closed' && kind !== 'thanks') throw new Problem('survey-closed');
    const before = await listLots(tx, centreId, surveyId);
    if (before.some((lot) => lot.request_id === requestId)) return;
    const inLots = unitsOf((await listUnitsInLots(tx, centreId, surveyId)).get(kind), candidates);
    const all = [...candidates.units.values()];
    const chosen = only ? choosePlanned(kind, all, inLots, only) : all;
    const halves = wordings && splitWordings(listDue(kind, chosen, inLots), wordings.seed);
    const lots = (halves ? LOT_WORDINGS : [null]).flatMap((wording) =>
      composeLots(kind, halves && wording ? halves[wording] : chosen, inLots, size).map((unitIds) => ({
        wording,
        unitIds,
      })),
    );
    const first = (before.at(-1)?.number ?? 0) + 1;
    for (const [index, { wording, unitIds }] of lots.entries()) {
      const lot: StoredLot = {
        centre_id: centreId,
        lot_id: newId(clock),
        survey_id: surveyId,
        request_id: requestId,
        kind,
        number: first + index,
        size: unitIds.length,
        wording,
        wording_seed: wordings?.seed ?? null,
        made_at: instantOf(clock),
        made_by: userId,
      };
      await insertLot(tx, lot, unitIds);
    }
    const letters = lots.reduce((sum, { unitIds }) => sum + unitIds.length, 0);
    const detail = { kind, lots: lots.length, letters, ...(wordings && { seed: wordings.seed }) };
    await audit(tx, clock, { centreId, by: userId, action: 'surveys.lots', subject: surveyId, detail });
  });
  return getLots(app, centreId, surveyId);
}

/** Takes a lot away that nobody has printed or posted. @throws Problem `not-found`, `lot-marked`. */
export async function removeLot(
  app: FastifyInstance,
  { centreId, userId }: Actor,
  place: LotPlace,
): Promise<LotList> {
  const { database, clock } = app;
  await database.db.transaction().execute(async (tx) => {
    await lockCentre(tx, centreId);
    const lot = await getLot(tx, centreId, place);
    const marks = await listMarks(tx, centreId, place.surveyId);
    if (marks.some((mark) => mark.lot_id === lot.lot_id)) throw new Problem('lot-marked');
    await deleteLot(tx, centreId, lot.lot_id);
    const detail = { number: lot.number, kind: lot.kind, letters: lot.size };
    const action = 'surveys.lot-remove';
    await audit(tx, clock, { centreId, by: userId, action, subject: place.surveyId, detail });
  });
  return getLots(app, centreId, place.surveyId);
}

/** Which letters of a lot have to leave the pile. @throws Problem `not-found`. */
export async function getLotState(
  app: FastifyInstance,
  centreId: string,
  place: LotPlace,
): Promise<LotState> {
  const { db } = app.database;
  const lot = await getLot(db, centreId, place);
  const [marks, { pile }] = await Promise.all([
    listMarks(db, centreId, place.surveyId),
    readPile(app, centreId, lot),
  ]);
  return { lot: toSummary(lot, marks), takeOut: pile.flatMap(toTakeOut) };
}

/** The letters of a lot, with their codes computed anew; to be written down. @throws Problem `not-found`. */
export async function printLot(
  app: FastifyInstance,
  { centreId, userId }: Actor,
  place: LotPlace,
): Promise<LotLetters> {
  const { database, clock } = app;
  const { db } = database;
  const lot = await getLot(db, centreId, place);
  const { pile, unitOf } = await readPile(app, centreId, lot);
  const due = pile.filter(({ reason }) => reason === undefined);
  const needsCode = bearsCode(textOfLot(lot.kind));
  const inForce = needsCode ? await findCodes(db, centreId, place.surveyId, { due, unitOf }) : undefined;
  const letters: LotLetter[] = [];
  const takeOut = pile.flatMap(toTakeOut);
  for (const { position, unitId, unit } of due) {
    const stored = inForce?.get(unitId);
    const invitation = stored && toInvitation(app, stored);
    if (!unit || (needsCode && !invitation)) {
      takeOut.push({ position, name: unit?.name ?? '', reason: 'noCode' });
      continue;
    }
    const { name, postalCode, address, municipality, contactName } = unit;
    const code = { code: invitation?.code ?? null, link: invitation?.link ?? null };
    letters.push({ position, unitId, name, postalCode, address, municipality, contactName, ...code });
  }
  const detail = { number: lot.number, kind: lot.kind, letters: letters.length };
  const action = 'surveys.lot-print';
  await audit(db, clock, { centreId, by: userId, action, subject: place.surveyId, detail });
  const marks = await listMarks(db, centreId, place.surveyId);
  return { lot: toSummary(lot, marks), letters, takeOut: takeOut.sort((a, b) => a.position - b.position) };
}

/**
 * Notes that a lot was printed or posted, in the history of each unit whose letter was.
 *
 * @throws Problem `not-found`, `lot-marked` when it is marked so already, `lot-changed` when other
 *   letters have to leave the pile than the person was told.
 */
export async function markLot(
  app: FastifyInstance,
  { centreId, userId }: Actor,
  { surveyId, lotId, mark }: LotPlace & { mark: LotMark },
  { id, day, known, isTaken }: MarkLot,
): Promise<LotState> {
  const { database, clock } = app;
  const place = { surveyId, lotId };
  const lot = await getLot(database.db, centreId, place);
  const { pile } = await readPile(app, centreId, lot);
  await database.db.transaction().execute(async (tx) => {
    await lockCentre(tx, centreId);
    if (await hasMark(tx, centreId, id)) return;
    const marks = await listMarks(tx, centreId, surveyId);
    if (marks.some((each) => each.lot_id === lotId && each.mark === mark)) throw new Problem('lot-marked');
    if (pile.some(({ position, reason }) => reason !== undefined && !known.includes(position)))
      throw new Problem('lot-changed');
    const notedAt = instantOf(clock);
    const stamp = { noted_at: notedAt, noted_by: userId };
    await insertMark(tx, { centre_id: centreId, mark_id: id, lot_id: lotId, mark, day, ...stamp });
    const sent = pile.filter(({ position, reason }) =>
      isTaken ? reason === undefined && !known.includes(position) : true,
    );
    // Of today the time is known; of another day only the day.
    const at = day === tokyoDate(notedAt) ? notedAt : tokyoInstant(day, '12:00');
    await appendUnitEvents(
      tx,
      sent.map(({ madeFor: unitId }) => ({
        centreId,
        surveyId,
        unitId,
        id: newId(clock),
        event: mark,
        at,
        by: userId,
        channel: 'lot',
        lotId,
        detail: '',
        undoes: null,
        notedAt,
      })),
    );
    const detail = { number: lot.number, mark, day, letters: sent.length };
    await audit(tx, clock, { centreId, by: userId, action: 'surveys.lot-mark', subject: surveyId, detail });
  });
  return getLotState(app, centreId, place);
}

/** Takes back that a lot was printed or posted, also in the histories of its units. @throws Problem `not-found`. */
export async function unmarkLot(
  app: FastifyInstance,
  { centreId, userId }: Actor,
  { surveyId, lotId, mark }: LotPlace & { mark: LotMark },
): Promise<LotState> {
  const { database, clock } = app;
  await database.db.transaction().execute(async (tx) => {
    await lockCentre(tx, centreId);
    const lot = await getLot(tx, centreId, { surveyId, lotId });
    const at = instantOf(clock);
    await undoMarks(tx, centreId, { lotId, mark }, { at, by: userId });
    const events = await listLotEvents(tx, centreId, { surveyId, lotId, mark });
    await appendUnitEvents(
      tx,
      events.map(({ id: undoes, unitId }) => ({
        centreId,
        surveyId,
        unitId,
        id: newId(clock),
        event: 'undone',
        at,
        by: userId,
        channel: 'lot',
        lotId,
        detail: '',
        undoes,
        notedAt: at,
      })),
    );
    const detail = { number: lot.number, mark, letters: events.length };
    await audit(tx, clock, { centreId, by: userId, action: 'surveys.lot-unmark', subject: surveyId, detail });
  });
  return getLotState(app, centreId, { surveyId, lotId });
}

async function getLot(db: Queries, centreId: string, place: LotPlace): Promise<StoredLot> {
  const lot = await findLot(db, centreId, place);
  if (!lot) throw new Problem('not-found');
  return lot;
}
