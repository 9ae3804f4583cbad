import * as v from 'valibot';
import { isPlainDate, type Instant, type PlainDate } from '#domain/canonical/dates.ts';
import { withEnglish, type LocalisedText } from '#domain/canonical/language.ts';
import type { Disposition } from '#domain/records/dispositions.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import { LONGEST_DETAIL } from '#domain/fieldwork/history/unit-event.ts';
import { SURVEY_STATUSES, type SurveyState, type SurveyStatus } from '#domain/fieldwork/survey-state.ts';
import type { AskedState } from '#domain/fieldwork/survey-units.ts';
import type { FrameUnit } from './frames.ts';
import { UNIT_OUTCOMES, type UnitOutcome } from '#domain/fieldwork/unit-outcomes.ts';

/*
 * Surveys and the codes of their units, online only. Reading takes `surveys.read`, changing
 * a survey and codes for many units at once `surveys.edit`, anything about one unit's code
 * `invitations.issue`. Every change of a survey names the revision it was made from; another revision is answered `survey-changed`.
 */

/** Submitted responses of a survey that came the same way and count the same. */
export interface ResponseCount {
  channel: SurveyResponse['channel'];
  disposition: Disposition;
  count: number;
}

/** A survey and how far it has come. */
export interface SurveySummary {
  id: string;
  title: LocalisedText;
  questionnaireId: string;
  questionnaireRevision: number;
  /** What the office has decided; `state` is what follows today. */
  status: SurveyStatus;
  state: SurveyState;
  startsOn: PlainDate;
  endsOn: PlainDate | null;
  /** The link for everyone; null while there is none. */
  openLink: string | null;
  /** The link for trying it out, whose answers are not kept. */
  testLink: string;
  revision: number;
  /** Units with a code, with a code that has been opened, and with one that has answered. */
  invitations: { issued: number; opened: number; answered: number };
  responses: ResponseCount[];
}

/** What a survey can ask: a published revision of a questionnaire. */
export interface RevisionSummary {
  questionnaireId: string;
  revision: number;
  title: LocalisedText;
}

/** `GET /api/surveys`: the surveys, the earliest first, and what a new one could ask. */
export interface SurveyList {
  surveys: SurveySummary[];
  revisions: RevisionSummary[];
}

const titleText = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(200),
  v.regex(/^[^\p{Cc}\p{Cs}]*$/u, 'not plain text'),
);
/** Without an English name the Japanese one is kept in its place, so that every reader finds one. */
const title = v.pipe(
  v.strictObject({ ja: v.pipe(titleText, v.minLength(1)), en: v.optional(titleText) }),
  v.transform(withEnglish),
);
const plainDate = v.pipe(
  v.string(),
  // Neither a slip of the finger nor a year that nobody could mean.
  v.regex(/^20/, 'not a day of this century'),
  v.check((text) => isPlainDate(text), 'not a day of the calendar'),
);
const detailText = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(LONGEST_DETAIL),
  v.regex(/^[^\p{Cc}\p{Cs}]*$/u, 'not plain text'),
);
/** The database keeps revisions in 32 bits. */
const revision = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(2_147_483_647));
const questionnaireId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_.-]{1,64}$/, 'not an id'));

/** `POST /api/surveys` makes a survey that is planned. */
export const createSurveySchema = v.strictObject({
  title,
  questionnaireId,
  questionnaireRevision: revision,
  startsOn: plainDate,
  endsOn: v.nullable(plainDate),
});
export type CreateSurvey = v.InferOutput<typeof createSurveySchema>;

/** `PATCH /api/surveys/:surveyId`; opening and closing is a change of `status`. */
export const updateSurveySchema = v.strictObject({
  revision,
  title: v.exactOptional(title),
  questionnaireRevision: v.exactOptional(revision),
  startsOn: v.exactOptional(plainDate),
  endsOn: v.exactOptional(v.nullable(plainDate)),
  status: v.exactOptional(v.picklist(SURVEY_STATUSES)),
});
export type UpdateSurvey = v.InferOutput<typeof updateSurveySchema>;

/**
 * `PUT /api/surveys/:surveyId/links/:kind` makes a link, in place of the one of before;
 * `DELETE …/links/open` takes the open one away.
 */
export const surveyLinkSchema = v.strictObject({ revision });

/**
 * A unit's code, to be shown, shared or printed. `GET`, `POST` (another code; the one of before
 * stops working) and `DELETE` (none works any more) of `/api/surveys/:surveyId/invitations/:accountId`.
 */
export interface Invitation {
  id: string;
  surveyId: string;
  accountId: string;
  /** `XXXXX-XXXXX` */
  code: string;
  link: string;
  generation: number;
  issuedAt: Instant;
  /** Once answered, whoever may not see all responses is not told when it was opened, and of the answer `TIME_UNSAID`. */
  openedAt: Instant | null;
  answeredAt: Instant | null;
}

/** In the place of a time that is not told: any other would tell something. */
export const TIME_UNSAID = '2000-01-01T00:00:00.000Z';

/** An address of a survey's sample, as its list has it. */
export interface SampledAddress extends Pick<FrameUnit, 'fields' | 'accountId' | 'isGone'> {
  listId: string;
  position: number;
  stratum: string;
}

/**
 * How far a unit has come, without its code. Who may not see whose answers were given without
 * consent is not told, either, on which day and by which way an answer came: together with the
 * responses of that day it would often say which one is the unit's.
 */
export interface SurveyUnit {
  /** The unit: a company's record, or an address of the survey's sample. */
  accountId: string;
  /** Of an address of the sample; only the office is told these units. */
  address?: SampledAddress;
  state: AskedState | 'notAsked';
  /** What was noted of it last, and on which day. */
  outcome: UnitOutcome | null;
  outcomeOn: PlainDate | null;
  issuedOn: PlainDate | null;
  openedOn: PlainDate | null;
  /** With a code; answers that came by another way have their `channel` only. */
  answeredOn: PlainDate | null;
  channel: SurveyResponse['channel'] | null;
}

/**
 * `PUT /api/surveys/:surveyId/units/:accountId/outcome` (`invitations.issue`) adds to the history of a
 * unit; null: what was noted before does not hold any more. With an id, sent again, it adds no more; `on` is the
 * day on which it happened, else now; `detail` a note in the person's own words.
 */
export const unitOutcomeSchema = v.strictObject({
  outcome: v.nullable(v.picklist(UNIT_OUTCOMES)),
  id: v.exactOptional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/, 'not an id'))),
  on: v.exactOptional(plainDate),
  detail: v.exactOptional(detailText),
});
export type UnitOutcomeRequest = v.InferOutput<typeof unitOutcomeSchema>;

/** `GET /api/surveys/:surveyId/invitations`: every unit of the survey's sample in its order, and every other one that was asked, has answered, or of which something was noted. */
export interface SurveyUnitList {
  units: SurveyUnit[];
}

/** Units per request that asks for codes. */
export const INVITATION_BATCH_LIMIT = 250;

const accountId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/, 'not an id'));

/**
 * `POST /api/surveys/:surveyId/invitations` gives a code to each of the units that has none in
 * force, and answers the invitations in force of all; asking again gives the same. With
 * `issue: false` it gives no new codes, for print and export: a code that was taken back
 * meanwhile stays so.
 */
export const invitationBatchSchema = v.strictObject({
  accountIds: v.pipe(v.array(accountId), v.minLength(1), v.maxLength(INVITATION_BATCH_LIMIT)),
  issue: v.exactOptional(v.boolean()),
});
export type InvitationBatchRequest = v.InferOutput<typeof invitationBatchSchema>;

/** What `POST …/invitations` answers. */
export interface InvitationBatch {
  /** In the order in which they were asked for. */
  invitations: Invitation[];
  /** How many of them are new. */
  issued: number;
  /** Units without a code: not asked and not to be, or no company to be asked (unknown, merged, archived, deleted, or not to be written to any more). */
  skipped: string[];
}
