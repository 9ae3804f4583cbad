import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildDataset } from '#domain/tabulation/dataset/dataset.ts';
import { marginOf } from '#domain/tabulation/weighting/margin.ts';
import {
  rake,
  rakeTrimmed,
  RakingError,
  summariseWeights,
  type Margin,
} from '#domain/tabulation/weighting/rake.ts';

const margin = (name: string, targets: number[], positions: number[]): Margin => ({
  name,
  targets,
  categories: targets.map((_, position) => `${name}${position}`),
  positions,
});

/** One person with the weight of each cell of a table. */
function personsOf(cells: number[][]) {
  const flat = cells.flatMap((row, i) => row.map((weight, j) => ({ weight, i, j })));
  return {
    base: Float64Array.from(flat, ({ weight }) => weight),
    rows: flat.map(({ i }) => i),
    columns: flat.map(({ j }) => j),
  };
}

describe('raking', () => {
  it('meets both margins of a table, and keeps its connection', () => {
    // R: loglin(outer(c(60, 40), c(55, 45)) / 100, list(1, 2), start = matrix(c(40, 30, 20, 10), 2), fit = TRUE, eps = 1e-12)$fit
    const { base, rows, columns } = personsOf([
      [40, 20],
      [30, 10],
    ]);
    const { weights } = rake(base, [margin('row', [60, 40], rows), margin('column', [55, 45], columns)]);
    const wanted = [30.6107225, 29.3892775, 24.3892775, 15.6107225];
    wanted.forEach((weight, index) => expect(weights[index]).toBeCloseTo(weight, 7));
    expect((weights[0]! * weights[3]!) / (weights[1]! * weights[2]!)).toBeCloseTo((40 * 10) / (20 * 30), 10);
  });

  it('says how unequal the weights are', () => {
    const weights = Float64Array.from({ length: 40 }, (_, index) => (index < 12 ? 52 / 30 : 48 / 70));
    const { min, max, deff, effectiveSize } = summariseWeights(weights);
    expect([min, max]).toEqual([48 / 70, 52 / 30]);
    expect(effectiveSize).toBeCloseTo(32.5077, 4);
    expect(deff).toBeCloseTo(40 / 32.5077, 4);
  });

  it('names the category with a target in which nobody is', () => {
    const { base, rows } = personsOf([[1], [1]]);
    expect(() => rake(base, [margin('size', [1, 1, 1], rows)])).toThrow(
      'size, category "size2": has a target, but nobody is in it',
    );
    expect(() => rake(Float64Array.of(1, 0), [margin('size', [1, 1], rows)])).toThrow('category "size1"');
    expect(() => rake(base, [margin('size', [1, Number.NaN], rows)])).toThrow(
      'category "size1": the target NaN',
    );
    expect(() => rake(base, [margin('size', [0, 0], rows)])).toThrow('size: has no target above 0');
    // An empty category that nobody wants is no fault.
    expect([...rake(base, [margin('size', [1, 1, 0], rows)]).weights]).toEqual([1, 1]);
  });

  it('refuses margins that contradict each other', () => {
    const { base, rows, columns } = personsOf([
      [1, 0],
      [0, 1],
    ]);
    const margins = [margin('row', [1, 1], rows), margin('column', [3, 1], columns)];
    expect(() => rake(base, margins)).toThrow(RakingError);
  });

  it('leaves alone whose category is not known', () => {
    const { weights } = rake(Float64Array.of(1, 1, 1, 7), [margin('size', [3, 1], [0, 0, 1, -1])]);
    expect([...weights]).toEqual([1.5, 1.5, 1, 7]);
  });

  it('meets all targets to 1e-10, whatever the data', () => {
    const part = fc.integer({ min: 1, max: 50 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(2), fc.nat(1), fc.double({ min: 0.1, max: 10, noNaN: true })), {
          maxLength: 60,
        }),
        fc.tuple(part, part, part),
        fc.tuple(part, part),
        (drawn, first, second) => {
          // Each cell has somebody, so that every target can be met.
          const people = [
            ...drawn,
            ...[0, 1, 2].flatMap((i) => [0, 1].map((j): [number, number, number] => [i, j, 1])),
          ];
          const margins = [
            margin(
              'a',
              first,
              people.map(([i]) => i),
            ),
            margin(
              'b',
              second,
              people.map(([, j]) => j),
            ),
          ];
          const { weights } = rake(
            Float64Array.from(people, ([, , weight]) => weight),
            margins,
          );
          const total = first.reduce((sum, target) => sum + target, 0);
          for (const { targets, positions } of margins) {
            const all = targets.reduce((sum, target) => sum + target, 0);
            targets.forEach((target, position) => {
              const sum = weights.reduce(
                (so, weight, row) => so + (positions[row] === position ? weight : 0),
                0,
              );
              expect(Math.abs(sum / ((target / all) * total) - 1)).toBeLessThan(1e-9);
            });
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('trimming', () => {
  const positions = [...Array.from({ length: 50 }, () => 0), ...Array.from({ length: 50 }, () => 1)];
  const base = Float64Array.from({ length: 100 }, (_, index) => (index % 50 === 0 ? 40 : 1));
  const margins = [margin('size', [60, 40], positions)];

  it('cuts what is heavy and still meets the targets', () => {
    expect(rake(base, margins).max).toBeGreaterThan(20);
    const { weights, max, deff } = rakeTrimmed(base, margins, 5);
    expect(max).toBeLessThanOrEqual(5 * (1 + 1e-6));
    expect(weights.slice(0, 50).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(60, 8);
    expect(deff).toBeLessThan(rake(base, margins).deff);
  });

  it('refuses a limit that the targets do not allow', () => {
    expect(() => rakeTrimmed(base, margins, 1.1)).toThrow('no weights up to 1.1 times their mean');
  });
});

it('takes the categories of a data set by their codes', () => {
  const dataset = buildDataset(
    {
      columns: [
        { name: 'size', kind: 'single', codes: ['small', 'large'] },
        { name: 'many', kind: 'multiple', codes: ['x'] },
      ],
    },
    [{ size: 'large' }, { size: 'small' }, { size: 'small' }, { size: '' }],
  );
  const { weights } = rake(Float64Array.of(1, 1, 1, 1), [marginOf(dataset, 'size', { small: 1, large: 2 })]);
  expect([...weights]).toEqual([2, 0.5, 0.5, 1]);
  expect(() => marginOf(dataset, 'size', { huge: 1 })).toThrow(
    'size, category "huge": is no code of the column',
  );
  expect(() => marginOf(dataset, 'many', { x: 1 })).toThrow('many: is no column with one answer');
});
