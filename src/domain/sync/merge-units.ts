import type { Collection } from './change.ts';

/** How a collection's fields are merged. */
interface MergeRules {
  /** Fields that only make sense together and are won or lost together. */
  groups: Record<string, readonly string[]>;
  /** Fields that hold a set of codes or ids, merged member by member. */
  sets: readonly string[];
  /** Fields that hold a map, merged key by key (`answers/issues`). */
  maps: readonly string[];
}

const RULES: Record<Collection, MergeRules> = {
  accounts: {
    groups: {
      place: ['municipality', 'postalCode', 'address'],
      status: ['status', 'statusDate', 'statusReason'],
    },
    sets: ['tags'],
    maps: [],
  },
  contacts: { groups: {}, sets: [], maps: [] },
  visits: {
    groups: {
      status: ['status', 'startedAt', 'finishedAt', 'cancelReason'],
      plan: ['plannedDate', 'plannedTime'],
    },
    sets: ['participants', 'contacts', 'issues', 'programmes'],
    maps: [],
  },
  responses: {
    groups: {
      submission: ['submittedAt', 'disposition'],
      settlement: ['settledAt', 'settledBy', 'settledReason'],
    },
    sets: [],
    maps: ['answers', 'provenance', 'notes', 'corrections'],
  },
  leads: {
    groups: {
      status: ['status', 'statusAt', 'statusReason'],
      assignment: ['assignedTo', 'assignedAt'],
      consent: ['consentGiven', 'consentAt', 'consentScope'],
    },
    sets: ['issues'],
    maps: [],
  },
  referrals: {
    groups: {
      status: ['status', 'statusAt', 'statusReason'],
      consent: ['consentGiven', 'consentAt', 'consentScope'],
    },
    sets: [],
    maps: [],
  },
  nextSteps: { groups: { status: ['status', 'doneAt', 'doneBy'] }, sets: [], maps: [] },
  attachments: { groups: { content: ['sha256', 'sizeBytes', 'mediaType'] }, sets: [], maps: [] },
};

const unitByField = new Map<Collection, Map<string, string>>(
  Object.entries(RULES).map(([collection, { groups }]) => [
    collection as Collection,
    new Map(
      Object.entries(groups).flatMap(([unit, fields]) => fields.map((field) => [field, unit] as const)),
    ),
  ]),
);

/** The merge unit that a path belongs to: a named group, one key of a map, or the field itself. */
export function unitOf(collection: Collection, path: string): string {
  return unitByField.get(collection)?.get(path) ?? path;
}

/** The paths that a named group holds; the unit's own path when it is not a group. */
export function pathsOfUnit(collection: Collection, unit: string): readonly string[] {
  return RULES[collection].groups[unit] ?? [unit];
}

/** Whether a field is a set, whose changes are `SetDelta`s. */
export function isSetField(collection: Collection, path: string): boolean {
  return RULES[collection].sets.includes(path);
}

/** Whether a field is a map, which is written key by key. */
export function isMapField(collection: Collection, field: string): boolean {
  return RULES[collection].maps.includes(field);
}
