import type { Instant } from '#domain/canonical/dates.ts';
import type { Account } from '#domain/records/account.ts';
import { endsContact, type UnitOutcome } from './unit-outcomes.ts';

/** How far a company has come in a survey; `stopped`: it is not to be written to any more, and has not answered. */
export const UNIT_STATES = ['notAsked', 'asked', 'opened', 'answered', 'stopped'] as const;
export type UnitState = (typeof UNIT_STATES)[number];

/** The state of a unit that was asked, or has answered without. */
export type AskedState = Exclude<UnitState, 'notAsked'>;

/** When a code was opened and answered with. */
export interface CodeTimes {
  openedAt: Instant | null;
  answeredAt: Instant | null;
}

/** The state of a unit that has a code, as far as the code tells. */
function computeCodeState({ openedAt, answeredAt }: CodeTimes): AskedState {
  if (answeredAt !== null) return 'answered';
  return openedAt === null ? 'asked' : 'opened';
}

/**
 * A unit's state. Answers count whichever way they came, also after a further code was issued:
 * who has answered is not reminded.
 *
 * @param code of its code in force, or that it has answered with; undefined without one.
 * @param hasResponse whether answers of the unit are there that count.
 * @param outcome what people noted of it last; answers go before it.
 */
export function computeUnitState(
  code: CodeTimes | undefined,
  hasResponse: boolean,
  outcome: UnitOutcome | null = null,
): UnitState {
  const state = code ? computeCodeState(code) : 'notAsked';
  if (hasResponse || state === 'answered') return 'answered';
  return endsContact(outcome) ? 'stopped' : state;
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
  const counts: Record<UnitState, number> = { notAsked: 0, asked: 0, opened: 0, answered: 0, stopped: 0 };
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

/** Whether a unit has a code, and an answer is still waited for. */
export function isAwaited(state: UnitState): boolean {
  return state === 'asked' || state === 'opened';
}

/** A long list in pieces of one size, the last as long as what is left. */
export function splitIntoBatches<Unit>(units: readonly Unit[], size: number): Unit[][] {
  const batches: Unit[][] = [];
  for (let start = 0; start < units.length; start += size) batches.push(units.slice(start, start + size));
  return batches;
}
