import { describe, expect, it } from 'vitest';
import {
  computeUnitDisposition,
  isFinal,
  type UnitFacts,
} from '#domain/fieldwork/history/unit-disposition.ts';
import {
  computeOutcome,
  eventOfOutcome,
  listHolding,
  type DatedEvent,
  type UnitEventName,
} from '#domain/fieldwork/history/unit-event.ts';
import { UNIT_OUTCOMES } from '#domain/fieldwork/unit-outcomes.ts';

const on = (day: number, event: UnitEventName, undoes: string | null = null): DatedEvent => ({
  id: `${event}-${day}`,
  event,
  at: `2026-11-${String(day).padStart(2, '0')}T03:00:00.000Z`,
  undoes,
});
const outcomeOf = (...history: DatedEvent[]) => computeOutcome(history)?.outcome;

describe('what a unit’s history comes to', () => {
  it('is what happened last, in whatever order it was noted', () => {
    expect(outcomeOf(on(9, 'refused'), on(3, 'returnedUndeliverable'))).toBe('refusal');
    expect(outcomeOf(on(3, 'contacted'), on(9, 'cleared'))).toBeUndefined();
    expect(outcomeOf()).toBeUndefined();
  });

  it('is not changed by what was printed, posted, reminded, rung up or opened', () => {
    const passing = (['printed', 'posted', 'reminded', 'telephoned', 'opened', 'sampled'] as const).map(
      (event) => on(20, event),
    );
    expect(outcomeOf(on(3, 'blankSheet'), ...passing)).toBe('blank');
  });

  it('is what it was before, once the last entry is undone, and undoing twice is no redoing', () => {
    const history = [on(3, 'contacted'), on(9, 'refused'), on(10, 'undone', 'refused-9')];
    expect(outcomeOf(...history)).toBe('contacted');
    expect(outcomeOf(...history, on(11, 'undone', 'refused-9'))).toBe('contacted');
    expect(listHolding(history).map(({ event }) => event)).toEqual(['contacted']);
  });

  it('takes a letter that was sent on as one that arrived, and no refusal back with it', () => {
    expect(outcomeOf(on(3, 'returnedUndeliverable'), on(5, 'forwarded'))).toBeUndefined();
    expect(outcomeOf(on(3, 'refused'), on(5, 'forwarded'))).toBe('refusal');
    expect(outcomeOf(on(3, 'forwarded'), on(5, 'returnedUndeliverable'))).toBe('undeliverable');
  });

  it('can be any of the outcomes, each by an entry of its own', () => {
    for (const outcome of UNIT_OUTCOMES) expect(outcomeOf(on(3, eventOfOutcome(outcome)))).toBe(outcome);
    expect(eventOfOutcome(null)).toBe('cleared');
  });
});

describe('what became of a unit', () => {
  const nothing: UnitFacts = {
    answered: undefined,
    outcome: undefined,
    isOpened: false,
    fieldEndsOn: '2026-11-20',
  };
  const answer = (submittedAt: string, channel: 'link' | 'paper' = 'link') => ({
    disposition: 'complete' as const,
    channel,
    submittedAt,
  });

  it.each([
    ['complete', { answered: answer('2026-11-10T03:00:00.000Z'), outcome: 'refusal', isOpened: true }],
    ['refusal', { outcome: 'refusal', isOpened: true }],
    ['notEligible', { outcome: 'closed' }],
    ['undeliverable', { outcome: 'undeliverable' }],
    ['contacted', { outcome: 'paperArrived' }],
    ['contacted', { isOpened: true }],
    ['noReply', {}],
  ] as const)('is %s of %o', (disposition, facts) => {
    expect(computeUnitDisposition({ ...nothing, ...facts })).toBe(disposition);
  });

  it('is late by the day in Japan on which the answers came, and of paper on which it arrived', () => {
    const became = (facts: Partial<UnitFacts>) => computeUnitDisposition({ ...nothing, ...facts });
    expect(became({ answered: answer('2026-11-20T14:59:59.000Z') })).toBe('complete');
    expect(became({ answered: answer('2026-11-20T15:00:00.000Z') })).toBe('late');
    expect(became({ answered: answer('2026-11-25T03:00:00.000Z'), fieldEndsOn: null })).toBe('complete');
    const paper = { answered: answer('2026-11-25T03:00:00.000Z', 'paper') };
    expect(became({ ...paper, paperArrivedAt: '2026-11-19T03:00:00.000Z' })).toBe('complete');
    expect(became({ ...paper, paperArrivedAt: '2026-11-21T03:00:00.000Z' })).toBe('late');
    expect(became(paper)).toBe('late');
  });

  it('is final once nothing is expected to change it, or the field period is over', () => {
    expect(isFinal('refusal', false)).toBe(true);
    expect(isFinal('noReply', false)).toBe(false);
    expect(isFinal('breakOff', false)).toBe(false);
    expect(isFinal('noReply', true)).toBe(true);
  });
});
