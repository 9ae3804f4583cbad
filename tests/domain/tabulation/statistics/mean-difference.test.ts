import { describe, expect, it } from 'vitest';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import { correlate } from '#domain/tabulation/statistics/correlation.ts';
import { testMeanDifference, type SampleMean } from '#domain/tabulation/statistics/mean-difference.ts';

const sample = (mean: number, sd: number, n: number): SampleMean => ({ mean, sd, n });

describe('whether two means differ', () => {
  it('is Welch’s test where nobody is in both', () => {
    // R: set.seed(4); x <- round(rnorm(40, 10, 3), 1); y <- round(rnorm(55, 11.5, 4), 1); t.test(x, y)
    const found = testMeanDifference(
      sample(11.03, 2.52517579992222, 40),
      sample(11.0363636363636, 3.60772646353493, 55),
    )!;
    expect(found.t).toBeCloseTo(-0.0101116938633897, 10);
    expect(found.df).toBeCloseTo(92.8915581964464, 9);
    expect(found.p).toBeCloseTo(0.991953857958223, 10);
  });

  it('is the paired test where all are', () => {
    // R, after it: u <- round(rnorm(50, 10, 3), 1); v <- round(u * .6 + rnorm(50, 5, 2), 1); t.test(u, v, paired = TRUE)
    const found = testMeanDifference(
      sample(10.086, 3.11022080717555, 50),
      sample(10.77, 2.59978413546594, 50),
      { pairs: 50, correlation: 0.656443561637441 },
    )!;
    expect(found.t).toBeCloseTo(-2.00544718109624, 10);
    expect(found.df).toBe(49);
    expect(found.p).toBeCloseTo(0.0504542672844434, 10);
  });

  it('is between them where some are', () => {
    // R, after it: u <- c(u, round(rnorm(20, 9, 3), 1)); v <- c(v, round(rnorm(30, 11, 2.5), 1)) and the formula of T_new2.
    const found = testMeanDifference(
      sample(9.94428571428571, 3.28084629035747, 70),
      sample(10.68625, 2.31389549067631, 80),
      { pairs: 50, correlation: 0.656443561637441 },
    )!;
    expect(found.t).toBeCloseTo(-2.04445507513684, 10);
    expect(found.df).toBeCloseTo(73.3184687658744, 9);
    expect(found.p).toBeCloseTo(0.044499732606188, 10);
  });

  it('cannot be told of one person, of the same number everywhere, and of nobody', () => {
    expect(testMeanDifference(sample(1, 1, 1), sample(2, 1, 9))).toBeNull();
    expect(testMeanDifference(sample(1, 0, 9), sample(2, 0, 9))).toBeNull();
    const same = { pairs: 9, correlation: 1 };
    expect(testMeanDifference(sample(1, 2, 9), sample(2, 2, 9), same)).toBeNull();
  });

  it('keeps false alarms near 5 % where half are in both', () => {
    const random = new SeededRandom(5);
    const normal = (): number =>
      Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
    const measure = (numbers: readonly number[]): SampleMean => {
      const mean = numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
      const squares = numbers.reduce((sum, each) => sum + (each - mean) ** 2, 0);
      return sample(mean, Math.sqrt(squares / (numbers.length - 1)), numbers.length);
    };
    const alarms = { paired: 0, apart: 0 };
    for (let run = 0; run < 1000; run++) {
      const both = Array.from({ length: 40 }, (): [number, number] => {
        const own = normal();
        return [own + 0.6 * normal(), own + 0.6 * normal()];
      });
      const others = (spread: number) => Array.from({ length: 40 }, () => spread * normal());
      const later = measure([...both.map(([one]) => one), ...others(1.17)]);
      const earlier = measure([...both.map(([, other]) => other), ...others(1.17)]);
      const shared = { pairs: 40, correlation: correlate(both) };
      if (testMeanDifference(later, earlier, shared)!.p < 0.05) alarms.paired++;
      if (testMeanDifference(later, earlier)!.p < 0.05) alarms.apart++;
    }
    expect(alarms.paired).toBeGreaterThan(30);
    expect(alarms.paired).toBeLessThan(70);
    expect(alarms.apart).toBeLessThan(30);
  });
});

it('pairs are correlated as in R, and not at all where one side never varies', () => {
  // R: cor(c(1, 2, 4, 8), c(3, 1, 5, 6))
  expect(
    correlate([
      [1, 3],
      [2, 1],
      [4, 5],
      [8, 6],
    ]),
  ).toBeCloseTo(0.813391962643562, 12);
  expect([correlate([]), correlate([[1, 2]])]).toEqual([0, 0]);
  expect(
    correlate([
      [1, 2],
      [1, 3],
    ]),
  ).toBe(0);
});
