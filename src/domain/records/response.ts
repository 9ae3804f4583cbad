import { CHANNELS } from './channels.ts';
import { defineCollection, type FieldsOf } from './definition.ts';
import { DISPOSITIONS } from './dispositions.ts';
import {
  answer,
  code,
  count,
  flag,
  instant,
  json,
  line,
  map,
  object,
  person,
  reference,
  required,
  text,
  type ObjectOf,
} from './field.ts';

/** The `code` of a correction that concerns how a response counts, not one of its answers. */
export const DISPOSITION_CORRECTION = 'disposition';
/** The `code` of a correction that concerns whose a response is. */
export const COMPANY_CORRECTION = 'accountId';

const CORRECTION_MEMBERS = {
  code: required(line()),
  oldValue: required(json()),
  by: required(person()),
  at: required(instant()),
  reason: required(text()),
};

/** Why a correction of a submitted answer was made, and what stood there before. */
export type Correction = ObjectOf<typeof CORRECTION_MEMBERS>;

/** A response that has been submitted is closed as a whole, and changes only by corrections. */
export const RESPONSE_CLOSING = {
  field: 'submittedAt',
  corrections: 'corrections',
  correctedAs: { submission: DISPOSITION_CORRECTION, accountId: COMPANY_CORRECTION },
  correctedByKey: 'answers',
  alongKey: ['provenance'],
  open: ['settlement'],
};

/** One respondent's answers to one revision of a questionnaire. */
export const responses = defineCollection({
  name: 'responses',
  version: 2,
  fields: {
    surveyId: required(reference('surveys')),
    questionnaireId: required(reference('questionnaires')),
    questionnaireRevision: required(count()),
    accountId: reference('accounts'),
    visitId: reference('visits'),
    invitationId: reference('invitations'),
    channel: required(code(CHANNELS)),
    interviewerId: person(),
    startedAt: required(instant()),
    submittedAt: instant(),
    disposition: code(DISPOSITIONS),
    /** Decides the order of randomised options, the same whenever the response is looked at. */
    seed: line(),
    /** What a company that answered by itself was given to read out on the telephone. */
    receiptNumber: line(),
    /**
     * Answers by item code. Until the response is submitted it holds hidden ones too;
     * submitting replaces every answer that is not relevant by `notApplicable`.
     */
    answers: map(answer()),
    /** `prefilled`: taken from the company's record and not yet confirmed in the interview. */
    provenance: map(
      object({
        channel: required(code(CHANNELS)),
        by: required(person()),
        at: required(instant()),
        prefilled: flag(),
      }),
    ),
    /** What the interviewer noted, by item code. */
    notes: map(text()),
    corrections: map(object(CORRECTION_MEMBERS)),
    /** When the office has decided about a `duplicate`, who did, and why if they said so. */
    settledAt: instant(),
    settledBy: person(),
    settledReason: line(),
    invented: flag(),
  },
  groups: {
    submission: ['submittedAt', 'disposition'],
    settlement: ['settledAt', 'settledBy', 'settledReason'],
  },
  indices: ['accountId', 'visitId'],
  closing: RESPONSE_CLOSING,
  keptByErasure: [
    'surveyId',
    'questionnaireId',
    'questionnaireRevision',
    'channel',
    'startedAt',
    'submittedAt',
    'disposition',
    'invented',
  ],
});

export type SurveyResponse = FieldsOf<typeof responses>;
