import { expect, it } from 'vitest';
import { testChanges, type WaveGroup } from '#domain/tabulation/engine/wave-changes.ts';

const group = (counts: number[], base: number): WaveGroup => ({
  base,
  weightedBase: base,
  effectiveBase: base,
  cells: counts.map((weight) => ({ weight, share: base === 0 ? null : weight / base })),
});

it('is R’s test of two proportions', () => {
  // prop.test(c(45, 30), c(100, 100), correct = FALSE)$p.value  0.0284597369163611
  const change = testChanges([{ later: group([45], 100), earlier: group([30], 100) }])[0]![0]!;
  expect(change.level).toBe(2);
  expect(change.p).toBeCloseTo(0.0284597369163611, 12);
});

it('corrects for all cells that are compared', () => {
  const [changes] = testChanges([{ later: group([45, 50], 100), earlier: group([30, 50], 100) }]);
  expect(changes!.map(({ level }) => level)).toEqual([0, 0]);
  expect(changes![0]!.p).toBeCloseTo(2 * 0.0284597369163611, 12);
});

it('judges no few answers, no empty wave, and nothing that everybody or nobody said', () => {
  const pairs = [
    { later: group([29], 29), earlier: group([1], 100) },
    { later: group([60], 100), earlier: group([0], 0) },
    { later: group([0, 100], 100), earlier: group([0, 50], 50) },
  ];
  expect(
    testChanges(pairs)
      .flat()
      .every(({ p, level }) => p === null && level === 0),
  ).toBe(true);
});
