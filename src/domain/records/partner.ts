import { defineCollection, type FieldsOf } from './definition.ts';
import { code, day, filledLine, flag, key, line, person, required, set, text } from './field.ts';

/** The seven types of institution of the survey's question, under the same codes. */
export const INSTITUTION_TYPES = [
  'foundation',
  'chamber',
  'academic',
  'bank',
  'industry_support',
  'government',
  'professionals',
] as const;
export type InstitutionType = (typeof INSTITUTION_TYPES)[number];

/** The directory of institutions to which cases are handed; kept by the office, read by all. */
export const partners = defineCollection({
  name: 'partners',
  version: 1,
  fields: {
    name: required(filledLine()),
    nameKana: line(),
    kind: required(code(INSTITUTION_TYPES)),
    /** The office or branch, and the department in charge. */
    branch: line(),
    department: line(),
    contactName: line(),
    phone: line(),
    email: line(),
    url: line(),
    address: line(),
    hours: line(),
    /** The issues with which it helps, by the codes of the questionnaire. */
    expertise: set(key()),
    /** The municipalities that it serves, by the codes of the questionnaire; none means all. */
    area: set(key()),
    strengths: text(),
    /** Whether there is an agreement on working together (連携協定). */
    hasAgreement: flag(),
    isInactive: flag(),
    /** When somebody last made sure that all of this still holds. */
    checkedOn: day(),
    checkedBy: person(),
    /** Where the entry comes from, when nobody of the office made it. */
    source: line(),
    /** People of the institution who have an account and see what is referred to it. */
    people: set(person()),
    invented: flag(),
  },
  groups: { check: ['checkedOn', 'checkedBy'] },
  signatures: ['checkedBy'],
  keptByErasure: ['kind', 'hasAgreement', 'isInactive', 'expertise', 'area', 'invented'],
});

export type Partner = FieldsOf<typeof partners>;
