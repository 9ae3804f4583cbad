import type { Instant } from '#domain/canonical/dates.ts';
import type { Account } from '#domain/records/account.ts';

/** How far a company has come in a survey. */
export const UNIT_STATES = ['notAsked', 'asked', 'opened', 'answered'] as const;
export type UnitState = (typeof UNIT_STATES)[number];

/** The state of a unit that was asked, or has answered without. */
export type AskedState = Exclude<UnitState, 'notAsked'>;

/** When a code was opened and answered with. */
export interface CodeTimes {
  openedAt: Instant | null;
  answeredAt: Instant | null;
}

/** The state of a unit that has a code, as far as the code tells. */
export function computeCodeState({ openedAt, answeredAt }: CodeTimes): AskedState {
  if (answeredAt !== null) return 'answered';
  return openedAt === null ? 'asked' : 'opened';
}

/**
 * A unit's state. Answers count whichever way they came, also after a further code was issued:
 * who has answered is not reminded.
 *
 * @param code of its code in force, or that it has answered with; undefined without one.
 * @param hasResponse whether answers of the unit are there that count.
 */
export function computeUnitState(code: CodeTimes | undefined, hasResponse: boolean): UnitState {
  if (hasResponse) return 'answered';
  return code ? computeCodeState(code) : 'notAsked';
}

/** Whether a company may be among many that are asked at once: not when it has been merged into another or put aside. */
export function mayBeAsked({ mergedInto, status }: Partial<Account>): boolean {
  return mergedInto === undefined && status !== 'archived';
}

/** A company of a list, as it matters for asking it. */
export interface ListedUnit {
  id: string;
  isArchived: boolean;
}

/** How many of the units are in each state. */
export function countUnitStates(
  units: readonly ListedUnit[],
  stateOf: (id: string) => UnitState,
): Record<UnitState, number> {
  const counts: Record<UnitState, number> = { notAsked: 0, asked: 0, opened: 0, answered: 0 };
  for (const { id } of units) counts[stateOf(id)] += 1;
  return counts;
}

/** The units in a state, or all. */
export function listUnitsInState<Unit extends ListedUnit>(
  units: readonly Unit[],
  state: UnitState | 'all',
  stateOf: (id: string) => UnitState,
): readonly Unit[] {
  return state === 'all' ? units : units.filter(({ id }) => stateOf(id) === state);
}

/** The units that codes are to be issued to. */
export function listUnitsToIssue<Unit extends ListedUnit>(
  units: readonly Unit[],
  stateOf: (id: string) => UnitState,
): Unit[] {
  return units.filter(({ id, isArchived }) => !isArchived && stateOf(id) === 'notAsked');
}

/** The units that a letter goes to: they were asked, and no answer has come. */
export function listUnitsToWriteTo<Unit extends ListedUnit>(
  units: readonly Unit[],
  stateOf: (id: string) => UnitState,
): Unit[] {
  return units.filter(({ id, isArchived }) => !isArchived && isAwaited(stateOf(id)));
}

/** Whether a unit has a code that it can still answer with. */
export function isAwaited(state: UnitState): boolean {
  return state === 'asked' || state === 'opened';
}

/** A long list in pieces of one size, the last as long as what is left. */
export function splitIntoBatches<Unit>(units: readonly Unit[], size: number): Unit[][] {
  const batches: Unit[][] = [];
  for (let start = 0; start < units.length; start += size) batches.push(units.slice(start, start + size));
  return batches;
}
