import * as v from 'valibot';
import { isPlainDate, type Instant, type PlainDate } from '#domain/canonical/dates.ts';
import {
  hasWordings,
  LOT_KINDS,
  LOT_LIMIT,
  LOT_MARKS,
  type LotKind,
  type LotMark,
} from '#domain/fieldwork/lots/lot-kinds.ts';
import type { LotWording, WordingCount } from '#domain/fieldwork/lots/wording-split.ts';
import { RETURN_DIMENSIONS } from '#domain/fieldwork/returns/return-cells.ts';
import type { LeftOutReason, LotBalance } from '#domain/fieldwork/lots/lot-recipients.ts';

/*
 * A survey's letters in lots, for whoever may edit surveys (`surveys.edit`). Below
 * `/api/surveys/:surveyId/lots`.
 */

/** What was done with a lot, on which day and by whom. */
export interface LotMarkSummary {
  on: PlainDate;
  by: string;
}

/** A lot as it stands in the list. */
export interface LotSummary {
  id: string;
  kind: LotKind;
  number: number;
  size: number;
  /** Of reminders of which two wordings are compared. */
  wording: LotWording | null;
  madeAt: Instant;
  marks: Record<LotMark, LotMarkSummary | null>;
}

/** `GET …/lots`: a survey's lots, and where its units stand with each kind of letter. */
export interface LotList {
  lots: LotSummary[];
  balances: Record<LotKind, LotBalance>;
  /** What two wordings of a kind brought, as far as their letters are posted. */
  wordings: { kind: LotKind; counts: Record<LotWording, WordingCount> }[];
}

/** A letter of a lot that is not to be sent any more. */
export interface LotTakeOut {
  /** Of the letter in the pile, from 1. */
  position: number;
  name: string;
  reason: LeftOutReason;
}

/** `GET …/lots/:lotId`: which letters of a lot have to leave the pile, as things stand now. */
export interface LotState {
  lot: LotSummary;
  takeOut: LotTakeOut[];
}

/** A letter that is ready to be printed. */
export interface LotLetter {
  position: number;
  unitId: string;
  name: string;
  postalCode: string;
  address: string;
  /** A code of the questionnaire; empty where it is not known. */
  municipality: string;
  contactName: string;
  /** Of letters that bear a code. */
  code: string | null;
  link: string | null;
}

/** `POST …/lots/:lotId/letters`: the letters of a lot in their order, without those that are not to be sent any more. */
export interface LotLetters extends LotState {
  letters: LotLetter[];
}

const id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/, 'not an id'));
const day = v.pipe(
  v.string(),
  v.regex(/^20/, 'not a day of this century'),
  v.check((text) => isPlainDate(text), 'not a day of the calendar'),
);

/** Which groups a plan of reminders writes to, see `PlannedGroups`. */
const plannedSchema = v.strictObject({
  by: v.pipe(v.array(v.picklist(RETURN_DIMENSIONS)), v.maxLength(RETURN_DIMENSIONS.length)),
  groups: v.pipe(
    v.array(
      v.strictObject({
        codes: v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.maxLength(RETURN_DIMENSIONS.length)),
        letters: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
      }),
    ),
    v.maxLength(5_000),
  ),
});

/**
 * `POST …/lots` makes lots for all who are due a letter of a kind, or for those of them whom a plan writes to; sent again with the
 * same id, no more. Answers the list.
 */
export const makeLotsSchema = v.pipe(
  v.strictObject({
    only: v.exactOptional(plannedSchema),
    id,
    kind: v.picklist(LOT_KINDS),
    size: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(LOT_LIMIT))),
    /** Half of the letters say the other wording of reminders; who gets which follows from the seed. */
    wordings: v.exactOptional(
      v.strictObject({ seed: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(2_147_483_647)) }),
    ),
  }),
  v.check(({ kind, wordings }) => !wordings || hasWordings(kind), 'no reminders'),
);
export type MakeLots = v.InferOutput<typeof makeLotsSchema>;

const positions = v.pipe(v.array(v.pipe(v.number(), v.safeInteger())), v.maxLength(LOT_LIMIT));

/**
 * `PUT …/lots/:lotId/marks/:mark` says that a lot was printed or posted; sent again with the same id
 * it says no more. `known` are the letters that the person was told to take out of the pile: where
 * there are others by now, the answer is `lot-changed`. `isTaken` says that they did; those letters
 * count as not sent. `DELETE` of the same takes it back.
 */
export const markLotSchema = v.strictObject({ id, day, known: positions, isTaken: v.boolean() });
export type MarkLot = v.InferOutput<typeof markLotSchema>;
export const lotMarkSchema = v.picklist(LOT_MARKS);
