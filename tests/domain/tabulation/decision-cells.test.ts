import { expect, it } from 'vitest';
import type { DecisionEvidence } from '#domain/records/decision.ts';
import { compareCell, type CellNumbers } from '#domain/tabulation/decision-cells.ts';

const evidence = (count: number, base: number, isDistinct = false): DecisionEvidence => ({
  label: '東青 × 雇用・労務',
  table: 0,
  block: 0,
  row: ['tosei'],
  column: 'labour',
  count,
  base,
  weight: count,
  weightedBase: base,
  effectiveBase: base,
  isDistinct,
});
const now = (count: number, base: number, isDistinct = false): CellNumbers => ({
  count,
  base,
  weight: count,
  weightedBase: base,
  effectiveBase: base,
  isDistinct,
});

it('says that 38.1 became 36.9 % within chance, and that the difference from all is gone', () => {
  // 80 / 210 = 38.1 %, 83 / 225 = 36.9 %; Wilson’s interval of the latter is 30.9–43.4 %.
  expect(compareCell(evidence(80, 210, true), now(83, 225))).toEqual({
    state: 'changed',
    before: '38.1',
    now: '36.9',
    points: -1.2,
    isWithinChance: true,
    distinction: 'lost',
  });
});

it('says when the change is more than chance, when nothing changed, and when the cell is gone', () => {
  expect(compareCell(evidence(80, 210), now(50, 225, true))).toMatchObject({
    isWithinChance: false,
    distinction: 'won',
  });
  expect(compareCell(evidence(80, 210, true), now(80, 210, true))).toMatchObject({
    state: 'same',
    distinction: 'kept',
  });
  expect(compareCell(evidence(80, 210), undefined)).toMatchObject({ state: 'gone', now: undefined });
  expect(compareCell(evidence(0, 0), now(1, 10))).toMatchObject({ state: 'changed', points: undefined });
});
