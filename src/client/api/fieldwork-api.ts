import type { LotMark } from '#domain/fieldwork/lots/lot-kinds.ts';
import type { LotLetters, LotList, LotState, MakeLots, MarkLot } from '#protocol/letter-lots.ts';
import type {
  ArrivalsReply,
  Dispositions,
  DispositionsReply,
  Scan,
  UndoEvent,
  UnitHistory,
} from '#protocol/unit-history.ts';
import { askServer } from './http.ts';

/*
 * Letters in lots, what comes in by post, and what happened to a survey's units. Everything throws
 * ApiProblem and Unreachable.
 */

/** A survey's lots, and where its units stand with each kind of letter. */
export async function readLots(surveyId: string): Promise<LotList> {
  return (await askServer<LotList>(addressOf(surveyId, 'lots'))).body;
}

/** Makes lots for all who are due a letter of a kind. */
export async function makeLots(surveyId: string, body: MakeLots): Promise<LotList> {
  return (await askServer<LotList>(addressOf(surveyId, 'lots'), { method: 'POST', body })).body;
}

/** Takes a lot away that nobody has printed or posted. */
export async function removeLot(surveyId: string, lotId: string): Promise<LotList> {
  return (await askServer<LotList>(addressOf(surveyId, 'lots', lotId), { method: 'DELETE' })).body;
}

/** Which letters of a lot have to leave the pile, as things stand now. */
export async function readLot(surveyId: string, lotId: string): Promise<LotState> {
  return (await askServer<LotState>(addressOf(surveyId, 'lots', lotId))).body;
}

/** The letters of a lot, to be printed. */
export async function printLot(surveyId: string, lotId: string): Promise<LotLetters> {
  const path = addressOf(surveyId, 'lots', lotId, 'letters');
  return (await askServer<LotLetters>(path, { method: 'POST', body: {} })).body;
}

/** Says that a lot was printed or posted. */
export async function markLot(
  surveyId: string,
  lotId: string,
  mark: LotMark,
  body: MarkLot,
): Promise<LotState> {
  const path = addressOf(surveyId, 'lots', lotId, 'marks', mark);
  return (await askServer<LotState>(path, { method: 'PUT', body })).body;
}

/** Takes back that a lot was printed or posted. */
export async function unmarkLot(surveyId: string, lotId: string, mark: LotMark): Promise<LotState> {
  const path = addressOf(surveyId, 'lots', lotId, 'marks', mark);
  return (await askServer<LotState>(path, { method: 'DELETE' })).body;
}

/** Sends what came in by post. */
export async function sendArrivals(surveyId: string, scans: readonly Scan[]): Promise<ArrivalsReply> {
  const path = addressOf(surveyId, 'arrivals');
  return (await askServer<ArrivalsReply>(path, { method: 'POST', body: { scans } })).body;
}

/** Sends what a list says became of units, or asks what that would come to. */
export async function sendDispositions(surveyId: string, body: Dispositions): Promise<DispositionsReply> {
  const path = addressOf(surveyId, 'dispositions');
  return (await askServer<DispositionsReply>(path, { method: 'POST', body })).body;
}

/** What happened to a unit. */
export async function readUnitHistory(surveyId: string, unitId: string): Promise<UnitHistory> {
  return (await askServer<UnitHistory>(addressOf(surveyId, 'units', unitId, 'history'))).body;
}

/** Takes an entry of a unit's history back. */
export async function undoUnitEvent(surveyId: string, unitId: string, body: UndoEvent): Promise<UnitHistory> {
  const path = addressOf(surveyId, 'units', unitId, 'undo');
  return (await askServer<UnitHistory>(path, { method: 'POST', body })).body;
}

function addressOf(...parts: string[]): string {
  return `/api/surveys/${parts.map(encodeURIComponent).join('/')}`;
}
