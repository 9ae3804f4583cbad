import { defineCollection, type FieldsOf } from './definition.ts';
import {
  code,
  count,
  day,
  filledText,
  flag,
  json,
  key,
  line,
  list,
  object,
  person,
  reference,
  required,
  text,
  type ObjectOf,
} from './field.ts';

export const DECISION_STATUSES = ['proposed', 'decided', 'underWay', 'done', 'dropped'] as const;
export type DecisionStatus = (typeof DECISION_STATUSES)[number];

const EVIDENCE_MEMBERS = {
  /** What the cell says, in words, as it was seen when it was decided. */
  label: required(line()),
  /** Which of the specifications in `specs` it is of, and which of its blocks. */
  table: required(count()),
  block: required(count()),
  /** The codes of its group down the side; none for everybody. */
  row: required(list(key(), 10)),
  /** The code of its answer. */
  column: required(key()),
  /** What it was: how many, of how many, weighted, and of how many effectively (a number each). */
  count: required(count()),
  base: required(count()),
  weight: required(json()),
  weightedBase: required(json()),
  effectiveBase: required(json()),
  /** Its group differed from everybody by more than chance makes. */
  isDistinct: flag(),
};

/** A cell of a table on which a decision rests, as it was. */
export type DecisionEvidence = ObjectOf<typeof EVIDENCE_MEMBERS>;

/** What was decided because of numbers, with the numbers, so that it can be seen whether they still hold. */
export const decisions = defineCollection({
  name: 'decisions',
  version: 2,
  fields: {
    /** What was decided, in the words of the meeting. */
    wording: required(filledText()),
    surveyId: reference('surveys'),
    /** The page that shows the numbers, and its address as that page reads it. */
    page: code(['tables', 'gapMap', 'management']),
    query: json(),
    /** The tables that the cells are of (`TableSpec`), and the version of the data from which they were made. */
    specs: json(),
    dataHash: line(),
    evidence: list(object(EVIDENCE_MEMBERS), 20),
    owner: required(person()),
    decidedOn: required(day()),
    reviewDate: day(),
    status: required(code(DECISION_STATUSES)),
    /** What became of it. */
    outcome: text(),
    outcomeOn: day(),
    /** What it led to: a programme of the catalogue, a theme of a study meeting, an agreement on referrals. */
    programme: key(),
    theme: line(),
    agreement: line(),
    /** The institution that the agreement is with. */
    partnerId: reference('partners'),
    meetingId: reference('meetings'),
    /** The part of the meeting's pack that it came from, see `keyOfItem`. */
    meetingItem: key(),
    /** Marks invented demonstration data. */
    invented: flag(),
  },
  groups: {
    numbers: ['surveyId', 'page', 'query', 'specs', 'dataHash', 'evidence'],
    result: ['status', 'outcome', 'outcomeOn'],
  },
  indices: ['status'],
  keptByErasure: ['surveyId', 'page', 'owner', 'decidedOn', 'reviewDate', 'status', 'invented'],
});

export type Decision = FieldsOf<typeof decisions>;
