import * as v from 'valibot';
import { isInstant, isPlainDate, type Instant } from '#domain/canonical/dates.ts';
import {
  ARRIVAL_EVENTS,
  LONGEST_DETAIL,
  NOTED_EVENTS,
  type UnitEvent,
} from '#domain/fieldwork/history/unit-event.ts';
import type { LotKind } from '#domain/fieldwork/lots/lot-kinds.ts';
import type { UnitDisposition } from '#domain/fieldwork/returns/unit-disposition.ts';

/*
 * What happened to a survey's units: one unit's history, what comes in by post, and what is noted
 * from a list. Ids are made by who notes: what is sent again adds nothing.
 */

const id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/, 'not an id'));
const instant = v.pipe(
  v.string(),
  v.check((text) => isInstant(text), 'not an instant'),
);
const day = v.pipe(
  v.string(),
  v.regex(/^20/, 'not a day of this century'),
  v.check((text) => isPlainDate(text), 'not a day of the calendar'),
);
const plainText = (most: number) =>
  v.pipe(v.string(), v.trim(), v.maxLength(most), v.regex(/^[^\p{Cc}\p{Cs}]*$/u, 'not plain text'));

/** An entry of a history as it is shown. */
export interface HistoryEntry extends UnitEvent {
  /** Whether another entry took it back. */
  isUndone: boolean;
  /** Whether the reader may take it back. */
  isUndoable: boolean;
  lot: { number: number; kind: LotKind } | null;
}

/**
 * `GET /api/surveys/:surveyId/units/:unitId/history` (`invitations.issue`): what happened to a unit, the
 * first first. Who may not see whose all answers are is told that it answered, and no more about when.
 */
export interface UnitHistory {
  entries: HistoryEntry[];
  /** Null: it has answered, and the reader is not told more. */
  disposition: UnitDisposition | null;
  isFinal: boolean;
}

/** `POST /api/surveys/:surveyId/units/:unitId/undo` (`invitations.issue`) takes an entry back. Answers the history. */
export const undoEventSchema = v.strictObject({ id, undoes: id });
export type UndoEvent = v.InferOutput<typeof undoEventSchema>;

/** Scans, and rows of a list, per request. */
export const ARRIVALS_LIMIT = 200;

const longestCode = 200;
const scan = v.union([
  v.strictObject({
    id,
    at: instant,
    event: v.picklist(ARRIVAL_EVENTS),
    code: v.pipe(v.string(), v.maxLength(longestCode)),
  }),
  v.strictObject({ id, at: instant, undoes: id }),
]);

/** `POST /api/surveys/:surveyId/arrivals` (`surveys.edit`): what came in, in the order in which it was read. */
export const arrivalsSchema = v.strictObject({
  scans: v.pipe(v.array(scan), v.minLength(1), v.maxLength(ARRIVALS_LIMIT)),
});
export type Scan = v.InferOutput<typeof scan>;

/**
 * What became of a scan. `twice`: the same has been noted of the unit already, and is not noted again;
 * `nothingToUndo`: what was to be taken back was not noted either.
 */
export const SCAN_RESULTS = [
  'noted',
  'undone',
  'twice',
  'mistyped',
  'unknown',
  'otherSurvey',
  'nothingToUndo',
] as const;
export type ScanResult = (typeof SCAN_RESULTS)[number];

/** What `POST …/arrivals` says of a scan. */
export interface ScanAnswer {
  id: string;
  result: ScanResult;
  unitId: string | null;
  /** Of the unit; empty where there is none. */
  name: string;
  /** The unit has answered: what came in is noted, and somebody should look. */
  isAnswered: boolean;
}

/** What `POST …/arrivals` answers. A device that learns of another epoch sends again what it has kept. */
export interface ArrivalsReply {
  epoch: string;
  at: Instant;
  results: ScanAnswer[];
}

const dispositionRow = v.strictObject({
  /** Of the file, for the answer. */
  row: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  id,
  /** A unit's code or its id. */
  unit: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(longestCode)),
  event: v.picklist(NOTED_EVENTS),
  on: day,
  detail: plainText(LONGEST_DETAIL),
});
export type DispositionRow = v.InferOutput<typeof dispositionRow>;

/** `POST /api/surveys/:surveyId/dispositions` (`surveys.edit`): what became of units, from a list; first only to see. */
export const dispositionsSchema = v.strictObject({
  isDryRun: v.boolean(),
  rows: v.pipe(v.array(dispositionRow), v.minLength(1), v.maxLength(ARRIVALS_LIMIT)),
});
export type Dispositions = v.InferOutput<typeof dispositionsSchema>;

/** `same`: it has been noted of the unit on that day already. */
export type DispositionResult = 'new' | 'same' | 'mistyped' | 'unknown' | 'otherSurvey' | 'inFuture';

/** What `POST …/dispositions` answers. */
export interface DispositionsReply {
  results: { row: number; result: DispositionResult; name: string }[];
}
