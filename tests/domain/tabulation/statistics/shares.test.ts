import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { incompleteBeta, studentQuantile, upperF } from '#domain/tabulation/statistics/beta.ts';
import { columnLetter, compareShares } from '#domain/tabulation/statistics/column-proportions.ts';
import { agrestiCoull, finiteSampleSize, wilson } from '#domain/tabulation/statistics/proportion-interval.ts';
import { raoScott } from '#domain/tabulation/statistics/rao-scott.ts';

describe('the tails of t and F', () => {
  it("are R's", () => {
    // R: pbeta(.3, 2, 5)
    expect(incompleteBeta(0.3, 2, 5)).toBeCloseTo(0.579825, 10);
    // R: pf(2.5, 3.3, 200.7, lower.tail = FALSE); pf(1, 8, 1e6, …); pf(30, 1, 50, …)
    expect(upperF(2.5, 3.3, 200.7)).toBeCloseTo(0.054974682558, 11);
    expect(upperF(1, 8, 1e6)).toBeCloseTo(0.433470901831, 8);
    expect(upperF(30, 1, 50) / 1.40373400921e-6).toBeCloseTo(1, 9);
    // R: qt(.975, c(1, 9, 100))
    expect(studentQuantile(0.05, 1)).toBeCloseTo(12.70620473617, 8);
    expect(studentQuantile(0.05, 9)).toBeCloseTo(2.2621571628, 9);
    expect(studentQuantile(0.05, 100)).toBeCloseTo(1.98397151852, 9);
  });
});

describe('the interval of a share', () => {
  it("by Wilson is R's", () => {
    // R: prop.test(15, 50, correct = FALSE)$conf.int; prop.test(0, 10, correct = FALSE)$conf.int
    expect(wilson(0.3, 50).low).toBeCloseTo(0.191035535009, 11);
    expect(wilson(0.3, 50).high).toBeCloseTo(0.437503504645, 11);
    expect(wilson(0, 10).low).toBe(0);
    expect(wilson(0, 10).high).toBeCloseTo(0.277532799863, 11);
    expect(wilson(1, 10)).toEqual({ low: expect.closeTo(1 - 0.277532799863, 10), high: 1 });
  });

  it('of a large part of a finite population is narrower, and no interval at all when all were asked', () => {
    const n = finiteSampleSize(1260, 7500);
    expect(n).toBeCloseTo(1514.22, 2);
    expect(wilson(0.3, n).low).toBeCloseTo(0.277448, 6);
    expect(wilson(0.3, n).high).toBeCloseTo(0.323564, 6);
    expect(wilson(0.3, finiteSampleSize(7500, 7500))).toEqual({ low: 0.3, high: 0.3 });
    expect(agrestiCoull(0.3, finiteSampleSize(7500, 7500))).toEqual({ low: 0.3, high: 0.3 });
  });

  it('by Agresti and Coull has the same centre and is never narrower', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, part) => {
        const share = Math.round(part * n) / n;
        const [narrow, wide] = [wilson(share, n), agrestiCoull(share, n)];
        for (const { low, high } of [narrow, wide]) {
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(1);
          expect(low).toBeLessThanOrEqual(share + 1e-12);
          expect(high).toBeGreaterThanOrEqual(share - 1e-12);
        }
        expect(wide.low).toBeLessThanOrEqual(narrow.low + 1e-12);
        expect(wide.high).toBeGreaterThanOrEqual(narrow.high - 1e-12);
      }),
    );
    // R: z2 <- qnorm(.975)^2; p <- (15 + z2/2)/(50 + z2); p + c(-1, 1) * sqrt(z2 * p * (1 - p)/(50 + z2))
    expect(agrestiCoull(0.3, 50).low).toBeCloseTo(0.190270703423, 11);
    expect(agrestiCoull(0.3, 50).high).toBeCloseTo(0.43826833623, 11);
  });
});

describe('letters', () => {
  const shares = [
    { share: 0.4, base: 100 },
    { share: 60 / 110, base: 110 },
    { share: 0.625, base: 120 },
  ];
  const apart = () => 0;

  it('name the smaller shares, capital at the smaller alpha', () => {
    // R: 2 * pnorm(-sqrt(prop.test(c(x1, x2), c(n1, n2), correct = FALSE)$statistic)): A–B .03505, A–C .00088, B–C .22100
    expect(compareShares(shares, apart, [0.05, 0.01], 'none')).toEqual(['', 'a', 'A']);
    expect(compareShares(shares, apart, [0.01, 0.05], 'none')).toEqual(['', 'a', 'A']);
    expect(compareShares(shares, apart, [0.05], 'none')).toEqual(['', 'A', 'A']);
    // Three pairs: .03505 × 3 and × 2 are above .05, .00088 × 3 is below .01.
    for (const adjust of ['bonferroni', 'holm'] as const)
      expect(compareShares(shares, apart, [0.05, 0.01], adjust)).toEqual(['', '', 'A']);
    expect(compareShares(shares, apart, [0.05, 0.01], 'bh')).toEqual(['', '', 'A']);
    expect(compareShares(shares, apart, [0.06, 0.01], 'bh')).toEqual(['', 'a', 'A']);
  });

  it('take the people into account that two groups share', () => {
    // z² = d² / (p̂q̂ (1/100 + 1/110 − 2 · 90/(100 · 110))): sharing makes the same difference larger.
    const shared = () => 90 / (100 * 110);
    const [first, second] = [
      { share: 0.5, base: 100 },
      { share: 0.55, base: 110 },
    ];
    expect(compareShares([first, second], apart, [0.05], 'none')).toEqual(['', '']);
    expect(compareShares([first, second], shared, [0.12], 'none')).toEqual(['', 'A']);
    // z = .05 / √(.526190 · .473810 · .002727) = 1.9175; p = .0552
    expect(compareShares([first, second], shared, [0.0551], 'none')).toEqual(['', '']);
    expect(compareShares([first, second], shared, [0.0553], 'none')).toEqual(['', 'A']);
  });

  it('say nothing where nothing can differ', () => {
    const same = () => 1 / 10;
    expect(
      compareShares(
        [
          { share: 0, base: 10 },
          { share: 0, base: 20 },
        ],
        apart,
        [0.05],
        'holm',
      ),
    ).toEqual(['', '']);
    expect(
      compareShares(
        [
          { share: 0.4, base: 10 },
          { share: 0.4, base: 10 },
        ],
        same,
        [0.05],
        'none',
      ),
    ).toEqual(['', '']);
    expect(
      compareShares(
        [
          { share: null, base: 0 },
          { share: 1, base: 20 },
        ],
        apart,
        [0.05],
        'none',
      ),
    ).toEqual(['', '']);
    expect(compareShares([], apart, [0.05], 'none')).toEqual([]);
  });

  it('go on after Z as in spreadsheets', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnLetter)).toEqual([
      'A',
      'Z',
      'AA',
      'AZ',
      'BA',
      'ZZ',
      'AAA',
    ]);
    const many = Array.from({ length: 28 }, (_, index) => ({ share: index < 27 ? 0.1 : 0.9, base: 100 }));
    expect(compareShares(many, apart, [0.05], 'none')[27]).toBe(
      many
        .slice(0, 27)
        .map((_, i) => columnLetter(i))
        .join(' '),
    );
  });
});

describe("Rao and Scott's test", () => {
  /*
   * R: d <- data.frame(a = factor(rep(c("x","y","z"), times = c(12,10,9))),
   *   b = factor(c(rep(c("p","q","r"), length.out = 12), rep(c("p","p","q","r","q"), 2), rep(c("r","r","q"), 3))),
   *   w = rep(c(.5, 1, 1.5, 2), length.out = 31))
   * svychisq(~a + b, svydesign(ids = ~1, weights = ~w, data = d), statistic = "F")
   */
  const answers = [
    ...Array.from({ length: 12 }, (_, index) => [0, index % 3]),
    ...[0, 0, 1, 2, 1, 0, 0, 1, 2, 1].map((answer) => [1, answer]),
    ...[2, 2, 1, 2, 2, 1, 2, 2, 1].map((answer) => [2, answer]),
  ] as [number, number][];
  const sums = (power: number, size = 3) => {
    const cells = Array.from({ length: size }, () => Array.from({ length: size }, () => 0));
    answers.forEach(([row, column], index) => (cells[row]![column]! += (0.5 + 0.5 * (index % 4)) ** power));
    return cells;
  };

  it("is that of R's survey package", () => {
    const test = raoScott(sums(1), sums(2), 31)!;
    expect(test.f).toBeCloseTo(1.17336367898, 9);
    expect(test.df1).toBeCloseTo(3.97248021135, 9);
    expect(test.df2).toBeCloseTo(119.1744063406, 7);
    expect(test.p).toBeCloseTo(0.326032441439, 9);
    expect(test.order).toBe(2);
  });

  it('leaves out what has no weight, and is nothing where nothing is left', () => {
    expect(raoScott(sums(1, 4), sums(2, 4), 31)).toEqual(raoScott(sums(1), sums(2), 31));
    expect(raoScott([[1, 2]], [[1, 4]], 2)).toBeNull();
    expect(raoScott([], [], 0)).toBeNull();
    expect(
      raoScott(
        [
          [0, 0],
          [0, 0],
        ],
        [
          [0, 0],
          [0, 0],
        ],
        0,
      ),
    ).toBeNull();
  });

  it('is the same of a table of many rows, in a moment', () => {
    const count = (length: number) => [...Array(length).keys()];
    const cells = (power: number) =>
      count(30).map((i) =>
        count(13).map((j) =>
          count(1 + ((i * 3 + j * 5 + i * j) % 4)).reduce(
            (sum, k) => sum + (0.5 + 0.25 * ((i + 2 * j + 3 * k) % 6)) ** power,
            0,
          ),
        ),
      );
    // R: svychisq(~a + b, svydesign(ids = ~1, weights = ~w, data = d)), d having a row for each weight above; computed by
    // the formulas of svychisq (Cmat, denom, numr) in numpy
    const test = raoScott(cells(1), cells(2), 981)!;
    expect(test.f).toBeCloseTo(0.41689153152169, 10);
    expect(test.df1).toBeCloseTo(334.7827196986, 8);
    expect(test.df2).toBeCloseTo(328087.0653046, 5);
    const huge = Array.from({ length: 400 }, () => Array.from({ length: 400 }, () => 1));
    expect(raoScott(huge, huge, 160_000)).toBeNull();
  });

  it('is nothing where empty cells alone hold an interaction', () => {
    // R: solve() of svychisq ends with "system is computationally singular"
    const empty = [
      [0, 0, 3],
      [0, 0, 4],
      [2, 5, 6],
    ];
    expect(raoScott(empty, empty, 20)).toBeNull();
  });

  it('does not change when all weights are multiplied', () => {
    const scaled = raoScott(
      sums(1).map((row) => row.map((w) => w * 7)),
      sums(2).map((row) => row.map((w) => w * 49)),
      31,
    )!;
    expect(scaled.p).toBeCloseTo(raoScott(sums(1), sums(2), 31)!.p, 12);
  });
});
