import type { Instant } from '#domain/canonical/dates.ts';
import type { UnitOutcome } from '#domain/fieldwork/unit-outcomes.ts';

/*
 * What happened to a survey's unit, dated and only ever added to. What holds of the unit is
 * derived from it, never kept beside it: whoever undoes something adds that it is undone.
 */

/** What people note, by hand, from a list or by reading a code. */
export const NOTED_EVENTS = [
  'returnedUndeliverable',
  'forwarded',
  'blankSheet',
  'refused',
  'paperArrived',
  'closed',
  'notEligible',
  'telephoned',
  'contacted',
  'reminded',
  'other',
  'cleared',
] as const;
export type NotedEvent = (typeof NOTED_EVENTS)[number];

/** What comes in by post and is read from its code. */
export const ARRIVAL_EVENTS = [
  'returnedUndeliverable',
  'forwarded',
  'blankSheet',
  'refused',
  'paperArrived',
] as const satisfies readonly NotedEvent[];
export type ArrivalEvent = (typeof ARRIVAL_EVENTS)[number];

/** What else stands in a history: from the sample, lots of letters, the code's page and answers. */
export const FOLLOWED_EVENTS = [
  'sampled',
  'codeIssued',
  'printed',
  'posted',
  'opened',
  'answered',
  'late',
  'undone',
] as const;

export type UnitEventName = NotedEvent | (typeof FOLLOWED_EVENTS)[number];

/** By which way it came to be known. */
export const EVENT_CHANNELS = ['screen', 'scan', 'list', 'lot', 'code', 'response'] as const;
export type EventChannel = (typeof EVENT_CHANNELS)[number];

/** One entry of a unit's history. */
export interface UnitEvent {
  /** Made where it was noted, so that what is sent again is known again. */
  id: string;
  event: UnitEventName;
  /** When it happened, which may be days before it was noted; null where that may not be told. */
  at: Instant | null;
  /** Who noted it; null for the company itself, and for the server. */
  by: string | null;
  channel: EventChannel;
  lotId: string | null;
  /** In somebody's own words; empty mostly. */
  detail: string;
  /** Of `undone`: the entry that does not hold any more. */
  undoes: string | null;
}

/** The longest note of an entry, in characters. */
export const LONGEST_DETAIL = 200;

/** What an entry says of its unit until another one says something else; null: nothing any more. */
const OUTCOMES: Partial<Record<UnitEventName, UnitOutcome | null>> = {
  returnedUndeliverable: 'undeliverable',
  blankSheet: 'blank',
  refused: 'refusal',
  paperArrived: 'paperArrived',
  closed: 'closed',
  notEligible: 'notEligible',
  contacted: 'contacted',
  other: 'other',
  cleared: null,
};

/** The entries that an outcome may follow from, and that may take one back. */
export const OUTCOME_EVENTS: readonly UnitEventName[] = [
  ...(Object.keys(OUTCOMES) as UnitEventName[]),
  'forwarded',
  'undone',
];

/** The entry by which a person notes an outcome. */
export function eventOfOutcome(outcome: UnitOutcome | null): NotedEvent {
  const found = Object.entries(OUTCOMES).find(([, each]) => each === outcome);
  if (!found) throw new Error(`no entry says ${String(outcome)}`);
  return found[0] as NotedEvent;
}

/** What is needed of an entry to derive what holds. */
export type DatedEvent = Pick<UnitEvent, 'id' | 'event' | 'at' | 'undoes'>;

/** The entries that hold, in the order in which they happened: those undone, and what undid them, left out. */
export function listHolding<Event extends DatedEvent>(history: readonly Event[]): Event[] {
  const undone = new Set(history.flatMap(({ undoes }) => undoes ?? []));
  return history
    .filter(({ id, event }) => event !== 'undone' && !undone.has(id))
    .sort((a, b) => compare(a.at ?? '', b.at ?? '') || compare(a.id, b.id));
}

/** What holds of a unit by its history, with when that happened; undefined where nothing does. */
export function computeOutcome(
  history: readonly DatedEvent[],
): { outcome: UnitOutcome; at: Instant } | undefined {
  let holding: { outcome: UnitOutcome; at: Instant } | undefined;
  for (const { event, at } of listHolding(history)) {
    // A letter that was sent on has an addressee after all.
    if (event === 'forwarded' && holding?.outcome === 'undeliverable') holding = undefined;
    const outcome = OUTCOMES[event];
    if (outcome === undefined) continue;
    holding = outcome === null ? undefined : { outcome, at: at ?? '' };
  }
  return holding;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
