import { expect, it } from 'vitest';
import { textOfLot } from '#domain/fieldwork/lots/lot-kinds.ts';
import { compareWordings, splitWordings } from '#domain/fieldwork/lots/wording-split.ts';

const units = Array.from({ length: 201 }, (_, index) => ({ unitId: `u${String(index).padStart(3, '0')}` }));
const idsOf = (half: { unitId: string }[]) => half.map(({ unitId }) => unitId).sort();

it('gives each unit one of two wordings, half of each, by a seed', () => {
  const { A, B } = splitWordings(units, 42);
  expect([A.length, B.length]).toEqual([101, 100]);
  expect(idsOf([...A, ...B])).toEqual(idsOf(units));
  expect(idsOf(splitWordings([...units].reverse(), 42).A)).toEqual(idsOf(A));
  expect(idsOf(splitWordings(units, 43).A)).not.toEqual(idsOf(A));
  // By chance, and not the first half of the list.
  expect(A.filter(({ unitId }) => unitId < 'u100').length).toBeGreaterThan(30);
  expect(A.filter(({ unitId }) => unitId < 'u100').length).toBeLessThan(70);
});

it('puts the wording into reminders alone', () => {
  expect([textOfLot('reminder1'), textOfLot('reminder2', 'A'), textOfLot('reminder1', 'B')]).toEqual([
    'reminder',
    'reminder',
    'reminderB',
  ]);
  expect(textOfLot('invitation', 'B')).toBe('invitation');
});

it('compares what they brought with the interval of Newcombe’s paper, 56 of 70 against 48 of 80', () => {
  const compared = compareWordings({ A: { letters: 80, answered: 48 }, B: { letters: 70, answered: 56 } })!;
  expect(compared.difference).toBeCloseTo(0.2, 12);
  expect(compared.interval.low).toBeCloseTo(0.0524, 4);
  expect(compared.interval.high).toBeCloseTo(0.3339, 4);
  expect(compared.verdict).toBe('B');
});

it('claims no difference that chance may have made, and none before both are posted', () => {
  const half = { letters: 100, answered: 20 };
  expect(compareWordings({ A: half, B: { letters: 100, answered: 25 } })?.verdict).toBe('unsure');
  expect(compareWordings({ A: { letters: 100, answered: 60 }, B: half })?.verdict).toBe('A');
  expect(compareWordings({ A: half, B: { letters: 0, answered: 0 } })).toBeUndefined();
});
