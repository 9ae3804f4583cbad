import { defineCollection, type FieldsOf } from './definition.ts';
import {
  code,
  count,
  day,
  filledLine,
  flag,
  key,
  line,
  list,
  object,
  required,
  text,
  type ObjectOf,
} from './field.ts';

/** The parts of which a meeting's pack is made. */
export const MEETING_PARTS = [
  'gaps',
  'leads',
  'referrals',
  'clients',
  'table',
  'decisions',
  'themes',
  'words',
] as const;
export type MeetingPart = (typeof MEETING_PARTS)[number];

const PART_MEMBERS = {
  part: required(code(MEETING_PARTS)),
  /** Which saved table it shows. */
  of: key(),
  title: line(),
  note: text(),
};

/** One part of a pack, in its place. */
export type MeetingItem = ObjectOf<typeof PART_MEMBERS>;

/** Meetings with what was laid before them, in order; the numbers are counted anew wherever the pack is opened. */
export const meetings = defineCollection({
  name: 'meetings',
  version: 1,
  fields: {
    title: required(filledLine()),
    kind: required(code(['supportMeasures', 'study'])),
    heldOn: required(day()),
    place: line(),
    /** The fiscal year whose figures it looks at. */
    fiscalYear: count(),
    items: list(object(PART_MEMBERS), 60),
    /** What was said, for the record. */
    minutes: text(),
    invented: flag(),
  },
  indices: ['heldOn'],
  keptByErasure: ['kind', 'heldOn', 'fiscalYear', 'invented'],
});

export type Meeting = FieldsOf<typeof meetings>;
