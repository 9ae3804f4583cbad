import { describe, expect, it } from 'vitest';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import {
  testAverageChanges,
  testChanges,
  type SharedAnswers,
  type WaveGroup,
} from '#domain/tabulation/engine/wave-changes.ts';

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

it('tests averages as one family, of thirty people and more in both waves, and says the direction', () => {
  const average = (mean: number | null, n = 50) => ({ mean, sd: 3, n });
  const changes = testAverageChanges([
    { later: average(12), earlier: average(10) },
    { later: average(9.9), earlier: average(11.5) },
    { later: average(10.1), earlier: average(10) },
    { later: average(20, 29), earlier: average(10) },
    { later: average(null), earlier: average(10) },
  ]);
  expect(changes.map(({ level }) => level)).toEqual([1, -1, 0, 0, 0]);
  // R: p.adjust(c(2 * pt(-2 / .6, 98), 2 * pt(-1.6 / .6, 98), 2 * pt(-.1 / .6, 98)), "holm")
  expect(changes[0]!.p).toBeCloseTo(0.003635834021, 11);
  expect(changes.slice(3).map(({ p }) => p)).toEqual([null, null]);
  // All are in both and move alike: what was within chance is not any more.
  const shared = { pairs: 50, correlation: 0.95 };
  const one = { later: average(10.5), earlier: average(10) };
  expect(testAverageChanges([one])[0]!.level).toBe(0);
  expect(testAverageChanges([{ ...one, shared }])[0]!.level).toBe(1);
});

describe('companies in both waves', () => {
  const pOf = (...pair: [WaveGroup, WaveGroup, SharedAnswers?]) =>
    testChanges([{ later: pair[0], earlier: pair[1], shared: pair[2] }])[0]![0]!.p;

  it('make it McNemar’s test where all are', () => {
    // 62 and 48 of 100, 40 in both: mcnemar.test(matrix(c(40, 8, 22, 30), 2), correct = FALSE)  X² = 6.5333, p = 0.01058713733405693
    const shared = { pairs: 100, cells: [{ later: 62, earlier: 48, both: 40 }] };
    expect(pOf(group([62], 100), group([48], 100), shared)).toBeCloseTo(0.01058713733405693, 12);
    expect(pOf(group([62], 100), group([48], 100))).toBeGreaterThan(0.04);
  });

  it('take the covariance off the variance where some are', () => {
    // R: y1 <- c(rep(1, 26), rep(0, 34)); y2 <- c(rep(1, 20), rep(0, 6), rep(1, 14), rep(0, 20)); p <- (28 + 52)/180
    // v <- p*(1 - p)*(1/80 + 1/100) - 2*sum((y1 - p)*(y2 - p))/8000; 2*pnorm(-abs(.52 - .35)/sqrt(v))
    const shared = { pairs: 60, cells: [{ later: 34, earlier: 26, both: 20 }] };
    expect(pOf(group([52], 100), group([28], 80), shared)).toBeCloseTo(0.00919158354365041, 12);
  });

  it('change nothing where nobody is, and are not trusted where few changed their answer', () => {
    const apart = pOf(group([45], 100), group([36], 100));
    expect(pOf(group([45], 100), group([36], 100), { pairs: 0, cells: [] })).toBe(apart);
    const few = { pairs: 100, cells: [{ later: 45, earlier: 36, both: 36 }] };
    expect(pOf(group([45], 100), group([36], 100), few)).toBe(apart);
    // Who all changed their mind make it less sure.
    const opposed = { pairs: 100, cells: [{ later: 45, earlier: 36, both: 0 }] };
    expect(pOf(group([45], 100), group([36], 100), opposed)).toBeGreaterThan(apart!);
  });

  it('keep false alarms near 5 %, which taking all for different ones made rare', () => {
    // 2,000 pairs of surveys of 300, half of the companies in both: 5.2 % and 1.8 % (`simulateWaves(2000)`).
    const { paired, apart } = simulateWaves(500);
    expect(paired).toBeGreaterThan(0.03);
    expect(paired).toBeLessThan(0.07);
    expect(apart).toBeLessThan(paired);
  });
});

/** How often a change is found between two surveys of 300 between which nothing changed; 150 are in both and mostly stay. */
function simulateWaves(runs: number): { paired: number; apart: number } {
  const random = new SeededRandom(20);
  const share = 0.4;
  const found = { paired: 0, apart: 0 };
  for (let run = 0; run < runs; run++) {
    const answers = { later: 0, earlier: 0, both: 0 };
    for (let pair = 0; pair < 150; pair++) {
      const before = random.chance(share);
      const after = random.chance(0.7) ? before : random.chance(share);
      answers.earlier += Number(before);
      answers.later += Number(after);
      answers.both += Number(before && after);
    }
    const alone = () => Array.from({ length: 150 }, () => random.chance(share)).filter(Boolean).length;
    const [later, earlier] = [answers.later + alone(), answers.earlier + alone()].map((sum) =>
      group([sum], 300),
    );
    const isFound = (shared?: SharedAnswers) =>
      testChanges([{ later: later!, earlier: earlier!, shared }])[0]![0]!.p! < 0.05;
    found.paired += Number(isFound({ pairs: 150, cells: [answers] }));
    found.apart += Number(isFound());
  }
  return { paired: found.paired / runs, apart: found.apart / runs };
}
