import * as v from 'valibot';
import type { Instant } from '#domain/canonical/dates.ts';
import type { LocalisedText } from '#domain/canonical/language.ts';
import type { Json } from '#domain/canonical/json.ts';

export * from './respondent-page.ts';

/*
 * Between a company's browser and the server: the page behind a code or an open link
 * carries a `RespondentPage` as JSON inside its HTML; the answers come back in one
 * idempotent submission and are answered with a receipt.
 */

/** Where the page begins that says what happens next, by the id of a submission. */
export const NEXT_PREFIX = '/n/';

const answer = v.custom<Json>((value) => value !== undefined);

/**
 * A submission. `id` is made on the device once for all attempts: the same id again
 * answers the first receipt, the same id with other content is refused.
 */
export const submissionSchema = v.strictObject({
  protocol: v.literal(1),
  id: v.pipe(v.string(), v.uuid()),
  entry: v.variant('kind', [
    v.strictObject({ kind: v.literal('code'), code: v.pipe(v.string(), v.maxLength(32)) }),
    v.strictObject({ kind: v.literal('open'), token: v.pipe(v.string(), v.maxLength(64)) }),
    v.strictObject({ kind: v.literal('test'), token: v.pipe(v.string(), v.maxLength(64)) }),
  ]),
  /** The database keeps revisions in 32 bits. */
  questionnaireRevision: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(2_147_483_647)),
  language: v.picklist(['ja', 'en']),
  startedAt: v.pipe(v.string(), v.isoTimestamp()),
  submittedAt: v.pipe(v.string(), v.isoTimestamp()),
  /** Decides the order of randomised options; stored with the response. */
  seed: v.pipe(v.string(), v.maxLength(64)),
  /** All answers as `computeSubmittedAnswers` gives them. */
  answers: v.record(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_.-]{1,64}$/)), answer),
  /** When each answer was last changed on the device. */
  answeredAt: v.record(
    v.pipe(v.string(), v.regex(/^[A-Za-z0-9_.-]{1,64}$/)),
    v.pipe(v.string(), v.isoTimestamp()),
  ),
});
export type Submission = v.InferOutput<typeof submissionSchema>;

/** What the person keeps. */
export interface SubmissionReceipt {
  submissionId: string;
  /** Short, to be read out on the telephone. */
  receiptNumber: string;
  receivedAt: Instant;
  /** Whether it stands beside an earlier submission of the same company. */
  isDuplicate: boolean;
  /** Only tried out: nothing was kept. */
  isTest: boolean;
  /** The page that says who will be in contact by when; only where the company asked for it. */
  next?: { href: string; label: LocalisedText };
}
