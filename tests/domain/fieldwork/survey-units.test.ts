import { describe, expect, it } from 'vitest';
import {
  computeUnitState,
  countUnitStates,
  listUnitsInState,
  listUnitsToIssue,
  mayBeAsked,
  splitIntoBatches,
  type UnitState,
} from '#domain/fieldwork/survey-units.ts';

const AT = '2026-11-20T01:00:00.000Z';

describe('a unit', () => {
  it.each([
    ['not asked without a code', undefined, false, 'notAsked'],
    ['asked once it has a code', { openedAt: null, answeredAt: null }, false, 'asked'],
    ['opened once its page was', { openedAt: AT, answeredAt: null }, false, 'opened'],
    ['answered once answers came with its code', { openedAt: AT, answeredAt: AT }, false, 'answered'],
    [
      'answered also where its page was never seen opened',
      { openedAt: null, answeredAt: AT },
      false,
      'answered',
    ],
    ['answered by an interview, without any code', undefined, true, 'answered'],
    ['answered by an interview, whatever its code', { openedAt: null, answeredAt: null }, true, 'answered'],
  ])('is %s', (_what, code, hasResponse, state) => {
    expect(computeUnitState(code, hasResponse)).toBe(state);
  });

  it.each([
    ['that has refused', 'refusal', 'stopped'],
    ['whose sheet came back blank', 'blank', 'stopped'],
    ['whose letter came back', 'undeliverable', 'stopped'],
    ['that is closed', 'closed', 'stopped'],
    ['that does not belong to the survey', 'notEligible', 'stopped'],
    ['that was spoken to', 'contacted', 'opened'],
    ['of which something else was noted', 'other', 'opened'],
  ] as const)('%s (%s) is %s', (_what, outcome, state) => {
    const code = { openedAt: AT, answeredAt: null };
    expect(computeUnitState(code, false, outcome)).toBe(state);
    expect(computeUnitState(code, true, outcome)).toBe('answered');
    expect(computeUnitState({ openedAt: AT, answeredAt: AT }, false, outcome)).toBe('answered');
  });

  it('is among many that are asked unless it was merged into another or put aside', () => {
    expect(mayBeAsked({ status: 'active' })).toBe(true);
    expect(mayBeAsked({})).toBe(true);
    expect(mayBeAsked({ status: 'archived' })).toBe(false);
    expect(mayBeAsked({ mergedInto: 'other' })).toBe(false);
  });
});

describe('the units of a survey', () => {
  const STATES: Record<string, UnitState> = { a: 'asked', b: 'opened', c: 'answered', d: 'asked' };
  const stateOf = (id: string): UnitState => STATES[id] ?? 'notAsked';
  const units = ['e', 'a', 'b', 'c', 'd', 'f'].map((id) => ({ id, isArchived: id === 'd' || id === 'f' }));

  it('are counted by state', () => {
    expect(countUnitStates(units, stateOf)).toEqual({
      notAsked: 2,
      asked: 2,
      opened: 1,
      answered: 1,
      stopped: 0,
    });
  });

  it('are narrowed to a state', () => {
    expect(listUnitsInState(units, 'asked', stateOf).map(({ id }) => id)).toEqual(['a', 'd']);
    expect(listUnitsInState(units, 'all', stateOf)).toEqual(units);
  });

  it('get codes where they have none and are not put aside', () => {
    expect(listUnitsToIssue(units, stateOf).map(({ id }) => id)).toEqual(['e']);
  });

  it('are taken in batches that leave none out', () => {
    expect(splitIntoBatches(['a', 'b', 'c', 'd', 'e'], 2)).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    expect(splitIntoBatches(['a', 'b'], 2)).toEqual([['a', 'b']]);
    expect(splitIntoBatches([], 2)).toEqual([]);
  });
});
