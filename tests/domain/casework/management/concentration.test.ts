import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootstrapCorrectedGini, quantile } from '#domain/casework/management/bootstrap.ts';
import { computeConcentration, countWithAtLeast } from '#domain/casework/management/concentration.ts';

/*
 * Each vector with what exact fractions make of it, worked out by hand from the definitions; in R:
 *   library(ineq); x <- c(10, 8, 2, rep(0, 7)); n <- length(x); c <- sum(x)
 *   Gini(x); 1 - (1 - Gini(x)) * max(n / c, 1); sum((x / sum(x))^2); Lc(x)
 * The first two are those of Bernasco and Steenbeek (2017).
 */
const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);
const VECTORS: { x: number[]; gini: number; corrected: number; hhi: number; top: number }[] = [
  { x: [10, 8, 2, ...zeros(7)], gini: 39 / 50, corrected: 39 / 50, hhi: 168 / 400, top: 10 / 20 },
  { x: [5, 2, 1, ...zeros(7)], gini: 4 / 5, corrected: 3 / 4, hhi: 30 / 64, top: 5 / 8 },
  // R: x <- c(1, 2, 3, 4)
  { x: [1, 2, 3, 4], gini: 1 / 4, corrected: 1 / 4, hhi: 30 / 100, top: 4 / 10 },
  // R: x <- rep(7, 5)
  { x: [7, 7, 7, 7, 7], gini: 0, corrected: 0, hhi: 1 / 5, top: 1 / 5 },
  // R: x <- c(0, 0, 0, 1): one contact with one of four is as even as it can be, 1 − (1 − 3/4) · 4 = 0
  { x: [0, 0, 0, 1], gini: 3 / 4, corrected: 0, hhi: 1, top: 1 },
  // R: x <- c(rep(0, 9), 9)
  { x: [...zeros(9), 9], gini: 9 / 10, corrected: 1 - (1 / 10) * (10 / 9), hhi: 1, top: 1 },
  // R: x <- c(1, 1, 0, 0): each contact with another company
  { x: [1, 1, 0, 0], gini: 1 / 2, corrected: 0, hhi: 1 / 2, top: 1 / 2 },
  // R: x <- c(541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261), the example of ineq’s own help, which prints 0.4620911
  {
    x: [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261],
    gini: (2 * 520_067) / (10 * 66_586) - 11 / 10,
    corrected: (2 * 520_067) / (10 * 66_586) - 11 / 10,
    hhi:
      (541 ** 2 +
        1463 ** 2 +
        2445 ** 2 +
        3438 ** 2 +
        4437 ** 2 +
        5401 ** 2 +
        6392 ** 2 +
        8304 ** 2 +
        11904 ** 2 +
        22261 ** 2) /
      66586 ** 2,
    top: 22261 / 66586,
  },
];

/** So many companies (`times`) with each number of contacts (`values`), and what exact fractions make of them. */
interface FractionVector {
  values: number[];
  times: number[];
  gini: number;
  corrected: number;
  hhi: number;
  top: number;
  lorenz: [number, number][];
}

/** From the definition by pairs: mean absolute difference over twice the mean. */
function giniByPairs(x: readonly number[]): number {
  const sum = x.reduce((all, each) => all + each, 0);
  const differences = x.reduce(
    (all, one) => all + x.reduce((own, other) => own + Math.abs(one - other), 0),
    0,
  );
  return differences / (2 * x.length * sum);
}

const counts = fc.array(fc.nat(12), { minLength: 1, maxLength: 40 });

describe('how contacts are spread over companies', () => {
  it.each(VECTORS)('is as exact fractions have it: $x', ({ x, gini, corrected, hhi, top }) => {
    const found = computeConcentration(x);
    expect(found.gini).toBeCloseTo(gini, 12);
    expect(found.gini).toBeCloseTo(giniByPairs(x), 12);
    expect(found.correctedGini).toBeCloseTo(corrected, 12);
    expect(found.hhi).toBeCloseTo(hhi, 12);
    expect(found.topTenth).toBeCloseTo(top, 12);
  });

  it('is as Python’s fractions have it to 1e-12, from the differences of all pairs, up to the size of a whole register', async () => {
    // How they were made, and the same in R: concentration-vectors.py.
    const file = await readFile(new URL('./concentration-vectors.json', import.meta.url), 'utf8');
    const vectors = JSON.parse(file) as FractionVector[];
    expect(vectors.length).toBeGreaterThan(25);
    for (const { values, times, gini, corrected, hhi, top, lorenz } of vectors) {
      const found = computeConcentration(
        values.flatMap((value, at) => Array<number>(times[at]!).fill(value)),
      );
      const measures = [found.gini, found.correctedGini, found.hhi, found.topTenth];
      for (const [at, exact] of [gini, corrected, hhi, top].entries())
        expect(Math.abs(measures[at]! - exact), `${JSON.stringify(values)} ${at}`).toBeLessThan(1e-12);
      expect(found.lorenz).toHaveLength(lorenz.length);
      for (const [at, [companies, contacts]] of lorenz.entries()) {
        expect(Math.abs(found.lorenz[at]!.companies - companies)).toBeLessThan(1e-12);
        expect(Math.abs(found.lorenz[at]!.contacts - contacts)).toBeLessThan(1e-12);
      }
    }
  });

  it('has the corners of Lorenz’ curve', () => {
    // R: Lc(c(10, 8, 2, rep(0, 7)))
    expect(computeConcentration([10, 8, 2, ...zeros(7)]).lorenz).toEqual([
      { companies: 0, contacts: 0 },
      { companies: 0.7, contacts: 0 },
      { companies: 0.8, contacts: 0.1 },
      { companies: 0.9, contacts: 0.5 },
      { companies: 1, contacts: 1 },
    ]);
  });

  it('is nothing where there are no contacts', () => {
    for (const none of [[], [0, 0, 0]])
      expect(computeConcentration(none)).toEqual({
        n: none.length,
        c: 0,
        gini: null,
        correctedGini: null,
        hhi: null,
        topTenth: null,
        lorenz: [],
      });
  });

  it('counts those with at least so many', () => {
    expect(countWithAtLeast([0, 2, 3, 3, 9], 3)).toBe(3);
  });

  it('is the same in any order, as pairs have it, and twice the area between the curve and the diagonal', () => {
    fc.assert(
      fc.property(counts, fc.nat(1000), (x, turn) => {
        const found = computeConcentration(x);
        const turned = [...x.slice(turn % x.length), ...x.slice(0, turn % x.length)].reverse();
        expect(computeConcentration(turned)).toEqual(found);
        if (found.gini === null) return;
        expect(found.gini).toBeCloseTo(giniByPairs(x), 10);
        const area = found.lorenz
          .slice(1)
          .reduce(
            (sum, { companies, contacts }, index) =>
              sum +
              ((companies - found.lorenz[index]!.companies) * (contacts + found.lorenz[index]!.contacts)) / 2,
            0,
          );
        expect(found.gini).toBeCloseTo(1 - 2 * area, 10);
        expect(found.correctedGini!).toBeLessThanOrEqual(found.gini + 1e-12);
        expect(found.hhi!).toBeGreaterThanOrEqual(1 / x.length - 1e-12);
      }),
    );
  });
});

describe('the bootstrap', () => {
  it('has quantiles as R’s type 7', () => {
    // R: quantile(c(1, 2, 4, 8, 16), c(.025, .25, .6, .975))
    const x = [1, 2, 4, 8, 16];
    expect([0.025, 0.25, 0.6, 0.975].map((p) => quantile(x, p))).toEqual([
      1.1,
      2,
      expect.closeTo(5.6, 12) as number,
      expect.closeTo(15.2, 12) as number,
    ]);
  });

  it('gives the same interval for the same seed, around the measure', () => {
    const x = [...zeros(60), ...Array.from({ length: 40 }, (_, index) => 1 + (index % 7))];
    const interval = bootstrapCorrectedGini(x, { replicates: 400, seed: 7 })!;
    expect(bootstrapCorrectedGini(x, { replicates: 400, seed: 7 })).toEqual(interval);
    expect(bootstrapCorrectedGini(x, { replicates: 400, seed: 8 })).not.toEqual(interval);
    const { correctedGini } = computeConcentration(x);
    expect(interval.low).toBeLessThan(correctedGini!);
    expect(interval.high).toBeGreaterThan(correctedGini!);
    expect(interval.replicates).toBe(400);
  });

  it('has no width where all are alike, and nothing to say of nobody', () => {
    expect(bootstrapCorrectedGini([3, 3, 3], { replicates: 20, seed: 1 })).toMatchObject({ low: 0, high: 0 });
    expect(bootstrapCorrectedGini([], { replicates: 20, seed: 1 })).toBeNull();
    expect(bootstrapCorrectedGini([0, 0], { replicates: 20, seed: 1 })).toBeNull();
  });
});
