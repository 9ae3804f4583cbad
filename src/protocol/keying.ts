import * as v from 'valibot';
import type { CountsByKind, FieldCounts } from '#domain/fieldwork/keying/compare-entries.ts';
import type { KeyedValue, KeyedValues } from '#domain/fieldwork/keying/keyed-value.ts';
import type { ErrorRate } from '#domain/fieldwork/keying/second-entry-plan.ts';

/*
 * Keying of paper, for those who settle responses (`responses.settle`). The device makes all ids, so that
 * everything may be sent again: an entry that came before is answered as it was then. A device keeps what
 * it has sent and sends it again when `epoch` is another one: an older state of the server was put back.
 */

/** Field keys: an item's code, `item/row`, `item.other`. */
const fieldKey = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_.-]{1,64}(\/[A-Za-z0-9_.-]{1,64})?$/));
const LONGEST_TEXT = 4_000;
const text = v.pipe(v.string(), v.maxLength(LONGEST_TEXT));
const value = v.union([
  text,
  v.pipe(v.array(v.pipe(v.string(), v.maxLength(80))), v.maxLength(200)),
  v.strictObject({
    missing: v.picklist(['unanswered', 'refused', 'dontKnow', 'notApplicable', 'illegible']),
  }),
]) satisfies v.GenericSchema<unknown, KeyedValue>;
const count = (most: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(most));
const uuid = v.pipe(v.string(), v.uuid());
const instant = v.pipe(v.string(), v.isoTimestamp());

/** What one person keyed of a sheet: `POST /api/surveys/:surveyId/keying/entries`. */
export const keyedEntrySchema = v.strictObject({
  id: uuid,
  /** Made by who keys it first. */
  sheetId: uuid,
  /** 1 first entry, 2 second, 3 what is settled from the paper: the fields that stayed different. */
  pass: v.picklist([1, 2, 3]),
  /** Of the first entry: the code on the sheet, or the number that was written on one without a code. */
  code: v.optional(v.pipe(v.string(), v.maxLength(32))),
  number: v.optional(v.pipe(v.string(), v.regex(/^[0-9A-Za-z-]{1,20}$/))),
  questionnaireRevision: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(2_147_483_647)),
  values: v.record(fieldKey, value),
  /** Of the second entry: what was typed in a field each time that it differed. */
  attempts: v.optional(v.record(fieldKey, v.pipe(v.array(value), v.maxLength(100))), {}),
  keystrokes: count(10_000_000),
  activeSeconds: count(1_000_000),
  startedAt: instant,
  finishedAt: instant,
  /** Sent again: it was to be keyed a second time. */
  isSecondPlanned: v.optional(v.boolean(), false),
});
export type KeyedEntry = v.InferOutput<typeof keyedEntrySchema>;

export type KeyedSheetStatus = 'awaitingSecond' | 'awaitingSettlement' | 'done';

export interface KeyedEntryReceipt {
  entryId: string;
  sheetId: string;
  status: KeyedSheetStatus;
  /** Whether somebody else is to key the sheet as well; only told after the first entry. */
  isSecondPlanned: boolean;
  epoch: string;
}

/** A sheet that somebody else has keyed. Nothing of what they keyed is in it but hashes, see `hashKeyedValue`. */
export interface WaitingSheet {
  sheetId: string;
  questionnaireRevision: number;
  salt: string;
  /** `hashSheetCode` of the code on it; null where it has a number. */
  codeHash: string | null;
  number: string | null;
  hashes: Record<string, string>;
}

/** How the plan of second entry stands, see `second-entry-plan.ts`. */
export interface KeyingPlan {
  mode: 'all' | 'sample';
  fields: number;
  errors: number;
  rate: ErrorRate | null;
}

/** What there is to do for who asks: `GET /api/surveys/:surveyId/keying`. */
export interface KeyingWork {
  epoch: string;
  /** Keyed by others, up to a limit, for the time without a network. */
  second: WaitingSheet[];
  /** Keyed first by who asks, on whatever device: they may not key them again. */
  own: Pick<WaitingSheet, 'salt' | 'codeHash' | 'number'>[];
  counts: {
    /** Waiting for a second entry: by me, and those that I keyed first. */
    second: number;
    ownSecond: number;
    settle: number;
    ownSettle: number;
    done: number;
  };
  plan: KeyingPlan;
  /** What I have keyed here; nobody is told of anybody else. */
  mine: { sheets: number; keystrokes: number; activeSeconds: number };
}

/** A sheet whose entries stayed different. */
export interface SheetToSettle {
  sheetId: string;
  questionnaireRevision: number;
  /** The code on the sheet, or its number: to find the paper. */
  code: string | null;
  number: string | null;
  differing: { field: string; first: KeyedValue | null; second: KeyedValue | null }[];
}

/** `GET /api/surveys/:surveyId/keying/settle`. */
export interface SheetsToSettle {
  epoch: string;
  sheets: SheetToSettle[];
}

/** How well is keyed: `GET /api/surveys/:surveyId/keying/quality`. */
export interface KeyingQuality {
  sheets: { keyed: number; twice: number; awaitingSecond: number; awaitingSettlement: number };
  total: FieldCounts;
  byKind: CountsByKind;
  /** Errors of the first entries per 1,000 fields, over all sheets that were keyed twice. */
  first: ErrorRate | null;
  second: ErrorRate | null;
  plan: KeyingPlan;
  /** Fields without an error that it takes until not all is keyed twice. */
  neededFields: number;
}

export type { KeyedValue, KeyedValues };
