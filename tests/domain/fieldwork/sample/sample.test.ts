import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import { drawSample, planSample } from '#domain/fieldwork/sample/draw-sample.ts';
import type { SampleDesign, SampleUnit, StratumMinimum } from '#domain/fieldwork/sample/sample-design.ts';

/** A list with so many of each industry. */
function makeList(counts: Record<string, number>): SampleUnit[] {
  return Object.entries(counts)
    .flatMap(([industry, count]) => Array.from({ length: count }, () => industry))
    .map((industry, index) => ({ unitId: `u${index}`, row: index + 1, industry }));
}

function drawnBy(list: SampleUnit[], design: SampleDesign): Record<string, number> {
  return Object.fromEntries(planSample(list, design).strata.map(({ key, drawn }) => [key, drawn]));
}

const proportional = (size: number, minimum: StratumMinimum = 0): SampleDesign => ({
  kind: 'stratified',
  by: ['industry'],
  allocation: { kind: 'proportional', size, minimum },
});

describe('a design', () => {
  it('of a census takes everyone, each standing for one', () => {
    const { units, strata } = drawSample(makeList({ a: 3, b: 2 }), { kind: 'census' }, 1);
    expect(units.map(({ unitId, weight }) => [unitId, weight])).toEqual(
      ['u0', 'u1', 'u2', 'u3', 'u4'].map((id) => [id, 1]),
    );
    expect(strata).toEqual([{ key: '', codes: [], total: 5, drawn: 5, weight: 1 }]);
  });

  it('in proportion gives what is left over to the largest remainders', () => {
    // Quotas 4.7, 3.0, 2.3 of ten.
    expect(drawnBy(makeList({ a: 47, b: 30, c: 23 }), proportional(10))).toEqual({ a: 5, b: 3, c: 2 });
    expect(drawnBy(makeList({ a: 10, b: 10, c: 10 }), proportional(10))).toEqual({ a: 4, b: 3, c: 3 });
  });

  it('gives each stratum the least that was asked, as far as it has so many', () => {
    expect(drawnBy(makeList({ a: 97, b: 2, c: 1 }), proportional(10, 2))).toEqual({ a: 7, b: 2, c: 1 });
  });

  it('gives a minimum up, and says so, where the size does not suffice for it', () => {
    const list = makeList({ a: 90, b: 5, c: 5 });
    expect(planSample(list, proportional(2, 1)).isMinimumKept).toBe(false);
    expect(drawnBy(list, proportional(2, 1))).toEqual({ a: 2, b: 0, c: 0 });
    expect(planSample(list, proportional(3, 1))).toMatchObject({ isMinimumKept: true });
  });

  it('draws the same number from each stratum, or all it has', () => {
    const design: SampleDesign = {
      kind: 'stratified',
      by: ['industry'],
      allocation: { kind: 'fixed', each: 5 },
    };
    expect(drawnBy(makeList({ a: 40, b: 3 }), design)).toEqual({ a: 5, b: 3 });
  });

  it('after Neyman draws by how many there are times how much they differ, never more than there are', () => {
    const neyman = (size: number, deviations: Record<string, number>): SampleDesign => ({
      kind: 'stratified',
      by: ['industry'],
      allocation: { kind: 'neyman', size, minimum: 0, deviations },
    });
    // N·S = 100·1 and 100·3: a quarter and three quarters.
    expect(drawnBy(makeList({ a: 100, b: 100 }), neyman(40, { a: 1, b: 3 }))).toEqual({ a: 10, b: 30 });
    // The large ones are taken whole, and what is over goes to the others in proportion.
    expect(drawnBy(makeList({ a: 100, b: 10, c: 50 }), neyman(40, { a: 1, b: 50, c: 1 }))).toEqual({
      a: 20,
      b: 10,
      c: 10,
    });
    expect(drawnBy(makeList({ a: 10, b: 10 }), neyman(10, { a: 0, b: 0 }))).toEqual({ a: 5, b: 5 });
  });

  it('without dimensions draws from the whole list, and keeps addresses apart of which something is unknown', () => {
    const list: SampleUnit[] = [
      { unitId: 'x', row: 1, industry: null },
      { unitId: 'y', row: 2, industry: 'a' },
    ];
    expect(drawnBy(list, proportional(2))).toEqual({ '': 1, a: 1 });
    const whole: SampleDesign = {
      kind: 'stratified',
      by: [],
      allocation: { kind: 'proportional', size: 1, minimum: 0 },
    };
    expect(planSample(list, whole).strata).toEqual([{ key: '', codes: [], total: 2, drawn: 1, weight: 2 }]);
  });
});

const lists = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), fc.integer({ min: 1, max: 60 }), {
  minKeys: 1,
});
const allocations = fc.oneof(
  fc.record({
    kind: fc.constant('proportional' as const),
    size: fc.integer({ min: 1, max: 200 }),
    minimum: fc.constantFrom<StratumMinimum>(0, 1, 2),
  }),
  fc.record({ kind: fc.constant('fixed' as const), each: fc.integer({ min: 1, max: 30 }) }),
  fc.record({
    kind: fc.constant('neyman' as const),
    size: fc.integer({ min: 1, max: 200 }),
    minimum: fc.constantFrom<StratumMinimum>(0, 1, 2),
    deviations: fc.dictionary(
      fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      fc.double({ min: 0, max: 100, noNaN: true }),
    ),
  }),
);

describe('a sample', () => {
  it('is as large as asked for, within its strata, and its weights come to what the strata hold', () => {
    fc.assert(
      fc.property(lists, allocations, fc.nat(), (counts, allocation, seed) => {
        const list = makeList(counts);
        const { strata, units, isMinimumKept } = drawSample(
          list,
          { kind: 'stratified', by: ['industry'], allocation },
          seed,
        );
        const total = strata.reduce((sum, stratum) => sum + stratum.drawn, 0);
        if (allocation.kind !== 'fixed') expect(total).toBe(Math.min(allocation.size, list.length));
        expect(units).toHaveLength(total);
        expect(new Set(units.map(({ unitId }) => unitId)).size).toBe(total);
        const attributeOf = new Map(list.map(({ unitId, industry }) => [unitId, industry]));
        for (const { key, total: size, drawn } of strata) {
          expect(drawn).toBeLessThanOrEqual(size);
          if (allocation.kind !== 'fixed' && isMinimumKept)
            expect(drawn).toBeGreaterThanOrEqual(Math.min(size, allocation.minimum));
          const mine = units.filter(({ stratum }) => stratum === key);
          expect(mine).toHaveLength(drawn);
          expect(mine.every(({ unitId }) => attributeOf.get(unitId) === key)).toBe(true);
          if (drawn > 0) expect(mine.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(size, 9);
        }
        expect(units.map(({ position }) => position)).toEqual(units.map((_, index) => index));
      }),
    );
  });

  it('is the same again from the same seed, whatever the order in which the list is given', () => {
    fc.assert(
      fc.property(lists, allocations, fc.nat(), (counts, allocation, seed) => {
        const list = makeList(counts);
        const design: SampleDesign = { kind: 'stratified', by: ['industry'], allocation };
        const shuffled = new SeededRandom(seed + 1).shuffle(list);
        expect(drawSample(shuffled, design, seed)).toEqual(drawSample(list, design, seed));
      }),
    );
  });

  it('is another one from another seed', () => {
    const list = makeList({ a: 100 });
    const idsFrom = (seed: number) =>
      drawSample(list, proportional(10), seed)
        .units.map(({ unitId }) => unitId)
        .join();
    expect(new Set([1, 2, 3, 4, 5].map(idsFrom)).size).toBe(5);
  });

  it('gives each of a stratum the same chance', () => {
    const list = makeList({ a: 20, b: 5 });
    const seeds = 8_000;
    const times = new Map<string, number>();
    for (let seed = 0; seed < seeds; seed += 1)
      for (const { unitId } of drawSample(list, proportional(10), seed).units)
        times.set(unitId, (times.get(unitId) ?? 0) + 1);
    // Eight of twenty and two of five. χ² of 25 cells: its 99.9 % point is 51 at most.
    const expected = seeds * 0.4;
    const chi2 = list.reduce(
      (sum, { unitId }) => sum + ((times.get(unitId) ?? 0) - expected) ** 2 / (expected * 0.6),
      0,
    );
    expect(times.size).toBe(25);
    expect(chi2).toBeLessThan(51);
  });

  it('of thousands is drawn in a moment', () => {
    const list: SampleUnit[] = Array.from({ length: 50_000 }, (_, row) => ({
      unitId: `u${row}`,
      row,
      industry: `i${row % 15}`,
      employees: `e${row % 7}`,
      municipality: `m${row % 40}`,
    }));
    const from = performance.now();
    const { units } = drawSample(
      list,
      {
        kind: 'stratified',
        by: ['industry', 'employees', 'municipality'],
        allocation: { kind: 'proportional', size: 7_500, minimum: 1 },
      },
      7,
    );
    expect(units).toHaveLength(7_500);
    expect(performance.now() - from).toBeLessThan(2_000);
  });
});
