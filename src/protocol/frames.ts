import * as v from 'valibot';
import { isPlainDate, type Instant, type PlainDate } from '#domain/canonical/dates.ts';
import { LINE_LENGTH_LIMIT } from '#domain/canonical/text-limits.ts';
import { FRAME_UNIT_FIELDS } from '#domain/fieldwork/frame/frame-unit.ts';
import type { FrameCell } from '#domain/fieldwork/sample/frame-cells.ts';
import type { FrameListStatus } from '#domain/fieldwork/frame/frame-list.ts';
import type { FrameUnitFields } from '#domain/fieldwork/frame/frame-unit.ts';
import { HIGHEST_SEED, type PlannedStratum } from '#domain/fieldwork/sample/draw-sample.ts';
import { SAMPLE_DIMENSIONS, type SampleDesign } from '#domain/fieldwork/sample/sample-design.ts';

/*
 * Lists of bought addresses and the samples that surveys draw from them, online only. All of it takes
 * `surveys.edit`: a list is lent to the office, and never comes to devices.
 */

/** A list with how many addresses it has. */
export interface FrameListSummary {
  id: string;
  name: string;
  source: string;
  status: FrameListStatus;
  /** The last day on which its names and addresses may be kept. */
  licenceEndsOn: PlainDate | null;
  revision: number;
  createdAt: Instant;
  endedAt: Instant | null;
  /** Addresses that the newest import has, those that it does not have any more, and those linked to a company's record. */
  units: number;
  gone: number;
  linked: number;
  /** The surveys that have drawn a sample from it. */
  surveyIds: string[];
}

/** `GET /api/frames`: the newest first. */
export interface FrameLists {
  lists: FrameListSummary[];
}

const line = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(LINE_LENGTH_LIMIT),
  v.regex(/^[^\p{Cc}\p{Cs}]*$/u, 'not plain text'),
);
const filledLine = v.pipe(line, v.minLength(1));
const day = v.pipe(
  v.string(),
  v.regex(/^20/, 'not a day of this century'),
  v.check((text) => isPlainDate(text), 'not a day of the calendar'),
);
const revision = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(2_147_483_647));
const id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/, 'not an id'));

/** `POST /api/frames` makes a list that waits for its rows (`loading`). */
export const createFrameListSchema = v.strictObject({
  name: filledLine,
  source: line,
  licenceEndsOn: v.nullable(day),
});
export type CreateFrameList = v.InferOutput<typeof createFrameListSchema>;

/** `PATCH /api/frames/:listId`. */
export const updateFrameListSchema = v.strictObject({
  revision,
  name: v.exactOptional(filledLine),
  source: v.exactOptional(line),
  licenceEndsOn: v.exactOptional(v.nullable(day)),
});
export type UpdateFrameList = v.InferOutput<typeof updateFrameListSchema>;

/** An address of a list. */
export interface FrameUnit {
  id: string;
  row: number;
  fields: FrameUnitFields;
  /** The company's record that it was found to be. */
  accountId: string | null;
  /** Whether the newest import does not have it any more. */
  isGone: boolean;
}

/** Addresses per page at most, and rows per piece of an import. */
export const FRAME_PAGE_LIMIT = 2_000;

/** `GET /api/frames/:listId/units?after=ROW&limit=N&search=TEXT`, in the order of the list. */
export const frameUnitsQuery = v.strictObject({
  after: v.optional(v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number)), '0'),
  limit: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,4}$/),
      v.transform(Number),
      v.minValue(1),
      v.maxValue(FRAME_PAGE_LIMIT),
    ),
    '100',
  ),
  search: v.optional(v.pipe(v.string(), v.maxLength(100)), ''),
});
export interface FrameUnitPage {
  units: FrameUnit[];
  /** The row after which the next page begins; null at the end. */
  next: number | null;
}

/** `GET /api/frames/:listId/cells`: how many addresses of the newest import are alike. */
export interface FrameCells {
  cells: FrameCell[];
}

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(9_999_999));
const fields = v.strictObject({
  ...(Object.fromEntries(FRAME_UNIT_FIELDS.map((name) => [name, v.exactOptional(line)])) as Record<
    (typeof FRAME_UNIT_FIELDS)[number],
    v.ExactOptionalSchema<typeof line, undefined>
  >),
  name: filledLine,
  employeeCount: v.exactOptional(count),
});

/** What an import does with an address: `fields` are all that it holds then; `accountId` links it to a company's record. */
const frameRow = v.variant('kind', [
  v.strictObject({ kind: v.literal('add'), fields, accountId: v.exactOptional(id) }),
  v.strictObject({ kind: v.literal('change'), unitId: id, fields, accountId: v.exactOptional(id) }),
  v.strictObject({ kind: v.literal('gone'), unitId: id }),
]);
export type FrameRow = v.InferOutput<typeof frameRow>;

/** A piece has at most 2,000 rows of a few hundred characters. */
export const FRAME_PIECE_BYTES = 4 * 1024 * 1024;
/** Pieces of an import at most. */
export const FRAME_PIECE_COUNT = 200;

/** `PUT /api/frames/:listId/uploads/:uploadId/pieces/:piece` (pieces from 0): nothing of it counts before the commit. */
export const framePieceSchema = v.strictObject({
  rows: v.pipe(v.array(frameRow), v.minLength(1), v.maxLength(FRAME_PAGE_LIMIT)),
});

/**
 * `POST /api/frames/:listId/uploads/:uploadId/commit` takes all pieces in at once; `DELETE …/uploads/:uploadId`
 * forgets them, and with them a list that has no rows yet.
 */
export const frameCommitSchema = v.strictObject({
  revision,
  pieces: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(FRAME_PIECE_COUNT)),
});
export type FrameCommit = v.InferOutput<typeof frameCommitSchema>;

/** `POST /api/frames/:listId/end` deletes names and addresses; codes, dispositions and attributes stay. */
export const frameEndSchema = v.strictObject({ revision });

/** `PUT /api/frames/:listId/units/:unitId/account` links an address to a company's record, or to none. */
export const frameLinkSchema = v.strictObject({ accountId: v.nullable(id) });

const size = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(1_000_000));
const minimum = v.picklist([0, 1, 2]);
const design = v.variant('kind', [
  v.strictObject({ kind: v.literal('census') }),
  v.strictObject({
    kind: v.literal('stratified'),
    by: v.pipe(
      v.array(v.picklist(SAMPLE_DIMENSIONS)),
      v.maxLength(SAMPLE_DIMENSIONS.length),
      v.check((names) => new Set(names).size === names.length, 'named twice'),
    ),
    allocation: v.variant('kind', [
      v.strictObject({ kind: v.literal('proportional'), size, minimum }),
      v.strictObject({ kind: v.literal('fixed'), each: size }),
      v.strictObject({
        kind: v.literal('neyman'),
        size,
        minimum,
        deviations: v.record(
          v.pipe(v.string(), v.maxLength(260)),
          v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1e12)),
        ),
      }),
    ]),
  }),
]);

/** `PUT /api/surveys/:surveyId/sample` draws, in place of a sample of before as long as no code was issued. */
export const drawSampleSchema = v.strictObject({
  listId: id,
  design,
  seed: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(HIGHEST_SEED)),
});
export type DrawSample = v.InferOutput<typeof drawSampleSchema>;

/** A survey's sample as it was drawn. */
export interface SurveySample {
  listId: string;
  design: SampleDesign;
  seed: number;
  drawnAt: Instant;
  strata: PlannedStratum[];
  size: number;
}

/** `GET /api/surveys/:surveyId/sample`. */
export interface SurveySampleReply {
  /** Null for a survey that asks companies of the centre's own records. */
  sample: SurveySample | null;
  /** Codes are out: the sample stays as it is. */
  isFixed: boolean;
}
