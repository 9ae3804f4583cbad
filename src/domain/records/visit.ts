import { defineCollection, type FieldsOf } from './definition.ts';
import {
  code,
  count,
  day,
  dictionary,
  instant,
  key,
  line,
  list,
  object,
  person,
  reference,
  required,
  set,
  text,
  time,
  type ObjectOf,
} from './field.ts';

export const VISIT_STATUSES = ['planned', 'started', 'finished', 'cancelled'] as const;
export type VisitStatus = (typeof VISIT_STATUSES)[number];

/** Where one talks: at the company, by telephone, by video, or at the centre's office. A record without one is a visit. */
export const VISIT_KINDS = ['visit', 'telephone', 'online', 'office'] as const;
export type VisitKind = (typeof VISIT_KINDS)[number];

/** What a programme is held against when it is suggested, and how it came out. */
export const CRITERION_NAMES = ['issue', 'industry', 'size', 'place', 'stage', 'inForce'] as const;
export type CriterionName = (typeof CRITERION_NAMES)[number];
export const CRITERION_STATES = ['met', 'unmet', 'unknown'] as const;
export type CriterionState = (typeof CRITERION_STATES)[number];

const ADVICE_MEMBERS = {
  at: required(instant()),
  /** Fiscal year of the edition, the hash of its content and that of the links. */
  edition: required(count()),
  editionHash: required(line()),
  linksHash: required(line()),
  /** The fiscal year for which it was asked. */
  fiscalYear: required(count()),
  company: required(object({ industry: key(), employees: key(), employeeCount: count(), region: line() })),
  stage: line(),
  issues: required(list(key(), 100)),
  /** The notes that decided between equals. */
  situation: text(),
  /** Those that stood on the screen, the best first. */
  programmes: required(
    list(
      object({
        key: required(key()),
        criteria: required(dictionary(CRITERION_NAMES, code(CRITERION_STATES))),
      }),
      500,
    ),
  ),
};

/**
 * Programmes that were suggested for a company, with all that the suggestion depended on:
 * asked again with this edition and these links it is the same.
 */
export type RecordedAdvice = ObjectOf<typeof ADVICE_MEMBERS>;

/** Planned and made calls on companies, of every kind. */
export const visits = defineCollection({
  name: 'visits',
  version: 2,
  fields: {
    accountId: required(reference('accounts')),
    status: required(code(VISIT_STATUSES)),
    kind: code(VISIT_KINDS),
    plannedDate: day(),
    plannedTime: time(),
    startedAt: instant(),
    finishedAt: instant(),
    cancelReason: line(),
    purpose: text(),
    /** Staff who take part; the first to be named leads. */
    participants: set(person()),
    contacts: set(reference('contacts')),
    notes: text(),
    /** Issue codes of the questionnaire's question 1. */
    issues: set(key()),
    /** Keys of the programmes that were shown to the company. */
    programmes: set(key()),
    advice: object(ADVICE_MEMBERS),
  },
  groups: {
    status: ['status', 'startedAt', 'finishedAt', 'cancelReason'],
    plan: ['plannedDate', 'plannedTime'],
  },
  indices: ['accountId', 'status'],
  rules: [
    {
      code: 'cancelled-with-record',
      isBroken: ({ status, notes }) => status === 'cancelled' && Boolean(notes),
    },
  ],
  keptByErasure: ['accountId', 'status', 'kind', 'plannedDate', 'startedAt', 'finishedAt', 'participants'],
});

export type Visit = FieldsOf<typeof visits>;
