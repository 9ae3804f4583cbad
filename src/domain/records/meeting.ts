import type { Json } from '#domain/canonical/json.ts';
import { defineCollection, type FieldsOf } from './definition.ts';
import {
  code,
  count,
  day,
  filledLine,
  flag,
  instant,
  json,
  key,
  line,
  list,
  map,
  object,
  person,
  reference,
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
  /** Leads and referrals that somebody took out of it. */
  leftOut: list(key(), 300),
};

const ACTION_MEMBERS = {
  /** The part it was said about, see `keyOfItem`. */
  item: required(key()),
  what: required(text()),
  who: person(),
  by: day(),
  /** The company it is about, where it is about one. */
  accountId: reference('accounts'),
  /** What it became. */
  decisionId: reference('decisions'),
  nextStepId: reference('nextSteps'),
};

/** One part of a pack, in its place. */
export type MeetingItem = ObjectOf<typeof PART_MEMBERS>;

/** Who does what by when, as it was said. */
export type MeetingAction = ObjectOf<typeof ACTION_MEMBERS>;

/** The key of a part, under which its minutes stand. */
export function keyOfItem({ part, of }: Pick<MeetingItem, 'part' | 'of'>): string {
  return of === undefined ? part : `${part}.${of}`;
}

/**
 * Meetings with what was laid before them, in order. The numbers are counted anew wherever the pack is opened, until
 * it is held: then those that were shown stay with it.
 */
export const meetings = defineCollection({
  name: 'meetings',
  version: 2,
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
    /** What was said about each part, by `keyOfItem`. */
    said: map(text()),
    actions: map(object(ACTION_MEMBERS)),
    heldAt: instant(),
    heldBy: person(),
    /** The numbers as they were shown, as the page of meetings keeps them; companies by their ids alone, so that erasure leaves no name. */
    shown: json(),
    invented: flag(),
  },
  groups: { held: ['heldAt', 'heldBy', 'shown'] },
  indices: ['heldOn'],
  signatures: ['heldBy'],
  keptByErasure: ['kind', 'heldOn', 'fiscalYear', 'heldAt', 'invented'],
});

export type Meeting = FieldsOf<typeof meetings>;

/** Whether somebody may say that a meeting was not held after all: whoever held it, or anybody where that is not known. */
export function mayTakeBack({ heldBy }: Partial<Meeting>, userId: string): boolean {
  return heldBy === undefined || heldBy === userId;
}

/**
 * A pack as it was shown, without whom the centre serves and how much waits: for those who may not see that
 * (`management.see`), also on their devices. What is no pack stays as it is.
 */
export function withoutFigures(shown: Json): Json {
  if (typeof shown !== 'object' || shown === null || Array.isArray(shown)) return shown;
  const { overview: _, ...rest } = shown;
  return rest;
}
