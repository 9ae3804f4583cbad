import { describe, expect, it } from 'vitest';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import { UNIT_DISPOSITIONS, type UnitDisposition } from '#domain/fieldwork/returns/unit-disposition.ts';
import {
  computeSampleWeights,
  MIN_ANSWERED,
  type WeighedUnit,
} from '#domain/fieldwork/weights/sample-weights.ts';

function unitsOf(
  className: string,
  designWeight: number,
  counts: Partial<Record<UnitDisposition, number>>,
): WeighedUnit[] {
  return Object.entries(counts).flatMap(([disposition, count]) =>
    Array.from({ length: count }, (_, index) => ({
      unitId: `${className} ${designWeight} ${disposition} ${index}`,
      designWeight,
      disposition: disposition as UnitDisposition,
      className,
    })),
  );
}

const sum = (values: Iterable<number>): number => [...values].reduce((all, each) => all + each, 0);

describe('weights of a sample', () => {
  it('are those of the strata where everybody has answered', () => {
    const units = [...unitsOf('a', 4, { complete: 12 }), ...unitsOf('b', 2.5, { partial: 10 })];
    const { weights, eligibility } = computeSampleWeights(units);
    expect(eligibility).toBe(1);
    for (const { unitId, designWeight } of units) expect(weights.get(unitId)).toBe(designWeight);
  });

  it('give the answers of a class what its silent ones stand for, those that may not exist by the share e', () => {
    // Known: 20 × 2 answered, 5 × 2 refused, 5 × 2 not eligible: e = 50 / 60. Unknown: 30 × 2.
    const units = unitsOf('a', 2, {
      complete: 20,
      refusal: 5,
      notEligible: 5,
      noReply: 20,
      undeliverable: 10,
    });
    const { weights, eligibility, classes } = computeSampleWeights(units);
    expect(eligibility).toBeCloseTo(50 / 60, 12);
    // (40 + 10 + 50/60 × 60) / 40
    expect(classes).toEqual([{ classNames: ['a'], units: 60, answered: 20, factor: 2.5 }]);
    expect(weights.size).toBe(20);
    expect(new Set(weights.values())).toEqual(new Set([5]));
  });

  it('differ by class, and keep the strata apart within one', () => {
    const units = [
      ...unitsOf('a', 1, { complete: 10, noReply: 10 }),
      ...unitsOf('a', 3, { complete: 10, noReply: 10 }),
      ...unitsOf('b', 1, { complete: 10, noReply: 30 }),
    ];
    const { weights } = computeSampleWeights(units);
    expect(weights.get('a 1 complete 0')).toBeCloseTo(2, 12);
    expect(weights.get('a 3 complete 0')).toBeCloseTo(6, 12);
    expect(weights.get('b 1 complete 0')).toBeCloseTo(4, 12);
  });

  it('of classes with few answers are taken together, and with the nearest one when these are still few', () => {
    const large = [
      ...unitsOf('often', 1, { complete: 50, noReply: 50 }),
      ...unitsOf('seldom', 1, { complete: 20, noReply: 180 }),
    ];
    const some = computeSampleWeights([
      ...large,
      ...unitsOf('x', 1, { complete: 6, noReply: 14 }),
      ...unitsOf('y', 1, { complete: 4, noReply: 26 }),
    ]);
    expect(some.classes.map(({ classNames }) => classNames)).toEqual([['often'], ['seldom'], ['x', 'y']]);
    expect(some.classes[2]!.factor).toBeCloseTo(5, 12);
    const few = computeSampleWeights([...large, ...unitsOf('x', 1, { complete: 1, noReply: 9 })]);
    expect(few.classes.map(({ classNames }) => classNames)).toEqual([['often'], ['seldom', 'x']]);
    const silent = computeSampleWeights(unitsOf('x', 1, { noReply: 9 }));
    expect(silent.weights.size).toBe(0);
    expect(silent.classes).toEqual([]);
  });

  it('sum to all who are or may be eligible, whatever happened', () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = new SeededRandom(seed);
      const units = Array.from({ length: 1 + random.below(400) }, (_, index): WeighedUnit => {
        const className = `c${random.below(6)}`;
        return {
          unitId: String(index),
          designWeight: 1 + random.below(90) / 7,
          disposition: random.chance(0.3) ? 'complete' : random.pick(UNIT_DISPOSITIONS),
          className,
        };
      });
      const { weights, classes, eligibility } = computeSampleWeights(units);
      if (weights.size === 0) continue;
      const weightOf = (codes: readonly UnitDisposition[]): number =>
        sum(
          units.flatMap(({ disposition, designWeight }) => (codes.includes(disposition) ? designWeight : [])),
        );
      const unknown = weightOf(['noReply', 'undeliverable']);
      const notEligible = weightOf(['notEligible']);
      const all = weightOf(UNIT_DISPOSITIONS);
      expect(sum(weights.values())).toBeCloseTo(all - notEligible - unknown + eligibility * unknown, 6);
      expect(sum(classes.map(({ units: count }) => count))).toBe(units.length);
      if (weights.size >= MIN_ANSWERED)
        for (const { answered } of classes) expect(answered).toBeGreaterThanOrEqual(MIN_ANSWERED);
    }
  });
});
