import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import { compareWithAsked } from '#domain/fieldwork/returns/representativeness.ts';
import { fitPropensities } from '#domain/fieldwork/returns/response-propensity.ts';
import { listReturnRows, type ReturnCell } from '#domain/fieldwork/returns/return-cells.ts';
import { countNone } from '#domain/fieldwork/returns/unit-disposition.ts';

function cell([industry, employees, municipality]: string[], asked: number, answered: number): ReturnCell {
  const counts = { ...countNone(), complete: answered, noReply: asked - answered };
  return { industry: industry!, employees: employees!, municipality: municipality!, counts };
}

/** Cells of three attributes, and what R makes of them. */
interface RVector {
  indicator: number;
  bias: number;
  statistics: number[];
  p: number[];
  cells: [industry: string, employees: string, municipality: string, asked: number, answered: number][];
}

describe('the R-indicator', () => {
  /*
   * d <- data.frame(g = rep(c("a", "b", "c"), c(400, 350, 250)),
   *                 y = c(rep(1:0, c(120, 280)), rep(1:0, c(70, 280)), rep(1:0, c(25, 225))))
   * 1 - 2 * sd(predict(glm(y ~ g, binomial, d, control = glm.control(epsilon = 1e-14)), type = "response"))
   */
  it('with one attribute is 1 − 2 s of the rates themselves', () => {
    const cells = [
      cell(['a', 'x', 'm'], 400, 120),
      cell(['b', 'x', 'm'], 350, 70),
      cell(['c', 'x', 'm'], 250, 25),
    ];
    const { indicator, maximalBias, dimensions } = compareWithAsked(cells);
    const mean = 215 / 1000;
    const squares = 400 * (0.3 - mean) ** 2 + 350 * (0.2 - mean) ** 2 + 250 * (0.1 - mean) ** 2;
    expect(indicator).toBeCloseTo(1 - 2 * Math.sqrt(squares / 999), 12);
    expect(maximalBias).toBeCloseTo(Math.sqrt(squares / 999) / mean, 12);
    expect(dimensions[0]!.partial).toBeCloseTo(Math.sqrt(squares / 1000), 12);
    const [a, , c] = dimensions[0]!.categories;
    expect(a!.partial).toBeCloseTo(Math.sqrt(0.4) * (0.3 - mean), 12);
    expect(c!.partial).toBeCloseTo(Math.sqrt(0.25) * (0.1 - mean), 12);
    expect(dimensions[1]!.partial).toBe(0);
    expect(dimensions[1]!.test).toBeNull();
  });

  /*
   * d <- data.frame(a = c("1","1","2","2"), b = c("1","2","1","2"), n = c(300, 200, 150, 350), y = c(90, 30, 60, 70))
   * p <- predict(glm(cbind(y, n - y) ~ a + b, binomial, d, control = glm.control(epsilon = 1e-14)), type = "response")
   * 1 - 2 * sd(rep(p, d$n))
   */
  it('with two attributes fits both margins and one odds ratio, to 1e-9', () => {
    const n = [300, 200, 150, 350];
    const y = [90, 30, 60, 70];
    // With the margins fixed one number t is free: cells y + (t, −t, −t, t); main effects only make the odds ratio of
    // the fitted odds 1. Found here by halving, without the model's own way.
    const oddsRatio = (t: number): number => {
      const fitted = y.map((count, index) => count + (index === 0 || index === 3 ? t : -t));
      const logits = fitted.map((count, index) => Math.log(count / (n[index]! - count)));
      return logits[0]! - logits[1]! - logits[2]! + logits[3]!;
    };
    let [low, high] = [-60, 29];
    for (let round = 0; round < 200; round += 1) {
      const middle = (low + high) / 2;
      if (oddsRatio(middle) < 0) low = middle;
      else high = middle;
    }
    const expected = y.map((count, index) => (count + (index === 0 || index === 3 ? low : -low)) / n[index]!);
    const keys = [
      ['1', '1'],
      ['1', '2'],
      ['2', '1'],
      ['2', '2'],
    ];
    const cells = keys.map((codes, index) => cell([...codes, 'm'], n[index]!, y[index]!));
    const fitted = fitPropensities(
      keys.map((codes, index) => ({ codes, units: n[index]!, answered: y[index]! })),
    );
    fitted.forEach((p, index) => expect(Math.abs(p - expected[index]!)).toBeLessThan(1e-11));
    const mean = 250 / 1000;
    const squares = expected.reduce((sum, p, index) => sum + n[index]! * (p - mean) ** 2, 0);
    expect(Math.abs(compareWithAsked(cells).indicator! - (1 - 2 * Math.sqrt(squares / 999)))).toBeLessThan(
      1e-9,
    );
  });

  it('is as R has it to 1e-9, with the tests of its attributes, of three attributes at once', async () => {
    // How R made them: representativeness-vectors.R.
    const file = await readFile(new URL('./representativeness-vectors.json', import.meta.url), 'utf8');
    const vectors = JSON.parse(file) as RVector[];
    expect(vectors).toHaveLength(4);
    for (const { indicator, bias, statistics, p, cells } of vectors) {
      const found = compareWithAsked(
        cells.map(([industry, employees, municipality, asked, answered]) =>
          cell([industry, employees, municipality], asked, answered),
        ),
      );
      expect(Math.abs(found.indicator! - indicator)).toBeLessThan(1e-9);
      expect(Math.abs(found.maximalBias! - bias)).toBeLessThan(1e-9);
      for (const [at, { test }] of found.dimensions.entries()) {
        expect(Math.abs(test!.statistic / statistics[at]! - 1)).toBeLessThan(1e-9);
        expect(Math.abs(test!.p / p[at]! - 1)).toBeLessThan(1e-9);
      }
    }
  });

  it('is fitted so that every category has its observed rate, also in three sparse dimensions', () => {
    const random = new SeededRandom(7);
    const cells = Array.from({ length: 600 }, () => {
      const units = 1 + random.below(9);
      return {
        codes: [`i${random.below(12)}`, `e${random.below(6)}`, `m${random.below(40)}`],
        units,
        answered: random.below(units + 1),
      };
    });
    const fitted = fitPropensities(cells);
    for (const dimension of [0, 1, 2]) {
      for (const code of new Set(cells.map(({ codes }) => codes[dimension]))) {
        const own = cells.flatMap((each, index) =>
          each.codes[dimension] === code ? [each.units * fitted[index]! - each.answered] : [],
        );
        expect(Math.abs(own.reduce((sum, value) => sum + value, 0)), code).toBeLessThan(1e-8);
      }
    }
  });

  it('takes 0 where nobody of a category has answered, and 1 where everybody has', () => {
    const fitted = fitPropensities([
      { codes: ['a', 'x'], units: 10, answered: 5 },
      { codes: ['b', 'x'], units: 10, answered: 0 },
      { codes: ['c', 'y'], units: 10, answered: 10 },
    ]);
    expect(fitted[0]).toBeCloseTo(0.5, 12);
    expect(fitted.slice(1)).toEqual([0, 1]);
  });

  it('does not mind an attribute that says the same as another', () => {
    const fitted = fitPropensities([
      { codes: ['a', 'x'], units: 10, answered: 5 },
      { codes: ['b', 'y'], units: 10, answered: 2 },
    ]);
    expect(fitted[0]).toBeCloseTo(0.5, 12);
    expect(fitted[1]).toBeCloseTo(0.2, 12);
  });
});

describe('answers and units asked', () => {
  it('are tested as a sample that takes a part of them: X² of goodness of fit over 1 − n / N', () => {
    const cells = [cell(['a', 'x', 'm'], 600, 150), cell(['b', 'x', 'm'], 400, 50)];
    const { dimensions } = compareWithAsked(cells);
    const goodness = (150 - 120) ** 2 / 120 + (50 - 80) ** 2 / 80;
    expect(dimensions[0]!.test!.statistic).toBeCloseTo(goodness / (1 - 200 / 1000), 10);
    expect(dimensions[0]!.test!.df).toBe(1);
    const [a] = dimensions[0]!.categories;
    expect(a!.standardised).toBeCloseTo((0.75 - 0.6) / Math.sqrt(0.24), 12);
    expect(a!.interval!.low).toBeLessThan(a!.standardised!);
    expect(a!.interval!.high).toBeGreaterThan(a!.standardised!);
  });

  const even = (perCell: number, answered: number) =>
    ['a', 'b', 'c'].flatMap((industry) =>
      ['x', 'y'].map((employees) => cell([industry, employees, 'm'], perCell, answered)),
    );

  it('are alike where every difference is small for sure', () => {
    const compared = compareWithAsked(even(1_000, 200));
    expect(compared).toMatchObject({ verdict: 'alike', reasons: [] });
    expect(compared.indicator).toBeCloseTo(1, 12);
  });

  it('are unlike where one kind of company answers more often', () => {
    const cells = [...even(1_000, 200), cell(['d', 'x', 'm'], 1_000, 400)];
    expect(compareWithAsked(cells).verdict).toBe('unlike');
  });

  it.each([
    ['fewAnswers', even(100, 4)],
    ['wide', even(200, 12)],
    ['unknown', [...even(1_000, 200), ...['x', 'y'].map((size) => cell(['', size, 'm'], 1_000, 200))]],
  ])('cannot be said to be alike: %s', (reason, cells) => {
    expect(compareWithAsked(cells)).toMatchObject({ verdict: 'unsure', reasons: [reason] });
  });

  it('leave out what does not belong to the survey', () => {
    const cells = even(1_000, 200);
    const closed = { ...countNone(), notEligible: 500 };
    expect(compareWithAsked([...cells, { ...cells[0]!, counts: closed }])).toEqual(compareWithAsked(cells));
  });

  it('are nothing where nobody was asked', () => {
    expect(compareWithAsked([])).toMatchObject({ asked: 0, indicator: null, verdict: 'unsure' });
  });
});

describe('rates by group', () => {
  it('add up to all, the largest group first, with Wilson’s interval', () => {
    const cells = [cell(['a', 'x', 'm'], 10, 2), cell(['b', 'x', 'm'], 30, 6), cell(['a', 'y', 'm'], 30, 10)];
    const rows = listReturnRows(cells, ['industry']);
    expect(rows.map(({ codes, sent, valid }) => [codes[0], sent, valid])).toEqual([
      ['a', 40, 12],
      ['b', 30, 6],
    ]);
    // prop.test(12, 40, correct = FALSE)$conf.int
    expect(rows[0]!.interval.low).toBeCloseTo(0.1807, 3);
    expect(rows[0]!.interval.high).toBeCloseTo(0.4543, 3);
    expect(listReturnRows(cells, ['industry', 'employees'])).toHaveLength(3);
    expect(listReturnRows(cells, [])).toMatchObject([{ codes: [], sent: 70, valid: 18 }]);
  });
});
