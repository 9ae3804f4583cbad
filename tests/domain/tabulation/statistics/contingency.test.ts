import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkExpected, likelihoodRatio, pearson, yates } from '#domain/tabulation/statistics/chi-square.ts';
import { toContingency, type Contingency } from '#domain/tabulation/statistics/contingency.ts';
import { correctedCramersV, cramersV } from '#domain/tabulation/statistics/cramers-v.ts';
import { fisherP } from '#domain/tabulation/statistics/fisher.ts';
import { monteCarloP } from '#domain/tabulation/statistics/monte-carlo.ts';

const tableOf = (counts: number[][]): Contingency => toContingency(counts)!;

/** Agresti 2002, table 2.8: income × job satisfaction. R: J <- matrix(c(1,3,10,6, 2,3,10,7, 1,6,14,12, 0,1,9,11), 4, byrow = TRUE) */
const JOBS = tableOf([
  [1, 3, 10, 6],
  [2, 3, 10, 7],
  [1, 6, 14, 12],
  [0, 1, 9, 11],
]);
/** R: margin.table(UCBAdmissions, c(2, 1)) */
const ADMISSIONS = tableOf([
  [1198, 1493],
  [557, 1278],
]);
/** R: margin.table(HairEyeColor, c(1, 2)) */
const HAIR = tableOf([
  [68, 20, 15, 5],
  [119, 84, 54, 29],
  [26, 17, 14, 14],
  [7, 94, 10, 16],
]);

describe('χ² and its kin', () => {
  it("are R's for job satisfaction", () => {
    // R: chisq.test(J); 2 * sum(J * log(J / chisq.test(J)$expected), na.rm = TRUE)
    const test = pearson(JOBS);
    expect(test.statistic).toBeCloseTo(5.96551458877, 10);
    expect(test.df).toBe(9);
    expect(test.p).toBeCloseTo(0.743364725053, 11);
    expect(likelihoodRatio(JOBS).statistic).toBeCloseTo(6.7640532013, 9);
    expect(yates(JOBS)).toBeNull();
    expect(cramersV(JOBS, test.statistic)).toBeCloseTo(0.144, 3);
    expect(correctedCramersV(JOBS, test.statistic, JOBS.total)).toBe(0);
  });

  it("are R's for admissions by sex, with Yates' correction", () => {
    // R: chisq.test(U, correct = FALSE); chisq.test(U)
    expect(pearson(ADMISSIONS).statistic).toBeCloseTo(92.20528, 5);
    expect(yates(ADMISSIONS)!.statistic).toBeCloseTo(91.60959786, 8);
    // A distance below ½ is not overshot. R: chisq.test(matrix(c(3, 1, 2, 3), 2)); R: chisq.test(matrix(c(4, 4, 4, 5), 2)) is 0
    expect(
      yates(
        tableOf([
          [3, 2],
          [1, 3],
        ]),
      )!.statistic,
    ).toBeCloseTo(0.140625, 10);
    expect(
      yates(
        tableOf([
          [4, 4],
          [4, 5],
        ]),
      )!.statistic,
    ).toBe(0);
  });

  it("are R's for hair and eyes", () => {
    // R: chisq.test(H)
    const test = pearson(HAIR);
    expect(test.statistic).toBeCloseTo(138.289841626, 8);
    expect(test.p / 2.3252867871e-25).toBeCloseTo(1, 8);
    expect(cramersV(HAIR, test.statistic)).toBeCloseTo(0.279, 3);
    expect(correctedCramersV(HAIR, test.statistic, HAIR.total)).toBeCloseTo(0.27048, 5);
    expect(checkExpected(HAIR)).toEqual({ expectedBelow5: 0, valid: true });
  });

  it('leave out empty rows and columns', () => {
    const padded = toContingency([
      [0, 0, 0],
      [1198, 0, 1493],
      [557, 0, 1278],
    ])!;
    expect(pearson(padded)).toEqual(pearson(ADMISSIONS));
    expect(toContingency([[1, 2, 3]])).toBeNull();
    expect(
      toContingency([
        [1, 0],
        [7, 0],
      ]),
    ).toBeNull();
    expect(toContingency([])).toBeNull();
  });

  it("are valid by Cochran's rule", () => {
    expect(checkExpected(JOBS).valid).toBe(false);
    // Expected 4, 16 / 6, 24: one of four below 5 is too many; of six with one it is not.
    expect(
      checkExpected(
        tableOf([
          [4, 16],
          [6, 24],
        ]),
      ),
    ).toEqual({ expectedBelow5: 1, valid: false });
    expect(
      checkExpected(
        tableOf([
          [4, 16, 20],
          [6, 24, 30],
        ]),
      ),
    ).toEqual({ expectedBelow5: 1, valid: true });
    // One cell of 24 is below 1.
    const wide = tableOf([
      [0, 50, 50, 50, 50, 50, 50, 50],
      [0, 50, 50, 50, 50, 50, 50, 50],
      [2, 50, 50, 50, 50, 50, 50, 50],
    ]);
    expect(checkExpected(wide)).toEqual({ expectedBelow5: 3, valid: false });
  });

  it('are never NaN, and V never above 1', () => {
    const counts = fc
      .integer({ min: 2, max: 5 })
      .chain((width) =>
        fc.array(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: width, maxLength: width }), {
          minLength: 2,
          maxLength: 5,
        }),
      );
    fc.assert(
      fc.property(counts, (cells) => {
        const table = toContingency(cells);
        if (!table) return;
        const { statistic, p } = pearson(table);
        for (const share of [
          p,
          likelihoodRatio(table).p,
          cramersV(table, statistic),
          correctedCramersV(table, statistic, table.total) ?? 0,
        ]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe("Fisher's exact test", () => {
  it.each([
    // R: fisher.test(J)$p.value
    [JOBS.counts, 0.782684938966],
    // R: fisher.test(matrix(c(3,1,1,3), 2))$p.value: the lady tasting tea
    [
      [
        [3, 1],
        [1, 3],
      ],
      0.485714285714,
    ],
    // R: fisher.test(matrix(c(10,2,3,15), 2))$p.value
    [
      [
        [10, 3],
        [2, 15],
      ],
      0.000536724119143,
    ],
    // R: fisher.test(matrix(c(2,7,1,8,3,5,0,4,6), 3))$p.value
    [
      [
        [2, 8, 0],
        [7, 3, 4],
        [1, 5, 6],
      ],
      0.00739087202735,
    ],
    // R: fisher.test(matrix(c(12,5,3,9,7,7,2,10), 2))$p.value
    [
      [
        [12, 3, 7, 2],
        [5, 9, 7, 10],
      ],
      0.0144714676061,
    ],
    // R: fisher.test(matrix(c(300,2,1,250,6,0,180,1,2,90,3,3,40,0,1), 5, byrow = TRUE))$p.value
    [
      [
        [300, 2, 1],
        [250, 6, 0],
        [180, 1, 2],
        [90, 3, 3],
        [40, 0, 1],
      ],
      0.0164387829751,
    ],
    // R: fisher.test(matrix(c(3,4,5,2,1,3,4,5,2,5,4,3,2,2,1,6), 2, byrow = TRUE))$p.value
    [
      [
        [3, 4, 5, 2, 1, 3, 4, 5],
        [2, 5, 4, 3, 2, 2, 1, 6],
      ],
      0.934570629418,
    ],
    // R: fisher.test(matrix(c(40,2,300,9,200,1,150,4,90,0,60,3,30,2,20,1), 8, byrow = TRUE))$p.value
    [
      [
        [40, 2],
        [300, 9],
        [200, 1],
        [150, 4],
        [90, 0],
        [60, 3],
        [30, 2],
        [20, 1],
      ],
      0.040592327465,
    ],
  ])("is R's", (counts, p) => {
    expect(fisherP(toContingency(counts)!)).toBeCloseTo(p, 10);
  });

  it('is that of all tables with these margins, counted one by one', () => {
    const counts = fc
      .integer({ min: 2, max: 3 })
      .chain((width) =>
        fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: width, maxLength: width }), {
          minLength: 2,
          maxLength: 3,
        }),
      );
    fc.assert(
      fc.property(counts, (cells) => {
        const table = toContingency(cells);
        if (table) expect(fisherP(table)).toBeCloseTo(fisherByListing(table), 9);
      }),
      { numRuns: 200 },
    );
  });

  it('gives up when it takes too long', () => {
    expect(fisherP(JOBS, 1000)).toBeNull();
    expect(fisherP(HAIR)).toBeNull();
  });
});

describe('the simulated p', () => {
  it("is R's exact one within its own error, and the same for the same seed", () => {
    // R: set.seed(1); chisq.test(J, simulate.p.value = TRUE, B = 1e6)$p.value
    const byR = 0.770012229988;
    const p = monteCarloP(JOBS, 20_000, 1)!;
    expect(Math.abs(p - byR)).toBeLessThan(4 * Math.sqrt((byR * (1 - byR)) / 20_000));
    expect(monteCarloP(JOBS, 20_000, 1)).toBe(p);
    expect(monteCarloP(JOBS, 20_000, 2)).not.toBe(p);
  });

  it('is never 0, and tells and asks on its way', () => {
    expect(monteCarloP(HAIR, 999, 1)).toBe(1 / 1000);
    const heard: number[] = [];
    monteCarloP(JOBS, 1000, 1, { report: (done) => heard.push(done) > 0 });
    expect(heard).toEqual([0, 0.25, 0.5, 0.75]);
    expect(monteCarloP(JOBS, 1000, 1, { report: (done) => done < 0.5 })).toBeNull();
  });

  it('draws tables as often as they are likely', () => {
    // Of a 2×2 table X² alone decides: p is Fisher's with X² for likelihood, here the same order.
    const table = tableOf([
      [10, 3],
      [2, 15],
    ]);
    expect(Math.abs(monteCarloP(table, 200_000, 5)! - 0.000536724)).toBeLessThan(0.0003);
  });
});

/** Fisher's p from a list of all tables, 2 or 3 × 2 or 3. */
function fisherByListing({ counts, rowTotals, columnTotals, total }: Contingency): number {
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  const product = (values: readonly number[]) => values.reduce((all, value) => all * factorial(value), 1);
  const likelihood = (cells: readonly number[]) =>
    (product(rowTotals) * product(columnTotals)) / factorial(total) / product(cells);
  const seen = likelihood(counts.flat());
  let p = 0;
  const fill = (cells: number[]): void => {
    const row = Math.floor(cells.length / columnTotals.length);
    if (row === rowTotals.length) {
      const isTable =
        rowTotals.every(
          (sum, r) =>
            sum ===
            cells.slice(r * columnTotals.length, (r + 1) * columnTotals.length).reduce((a, b) => a + b, 0),
        ) &&
        columnTotals.every(
          (sum, c) =>
            sum === cells.filter((_, i) => i % columnTotals.length === c).reduce((a, b) => a + b, 0),
        );
      const value = isTable ? likelihood(cells) : 0;
      if (isTable && value <= seen * (1 + 1e-7)) p += value;
      return;
    }
    const column = cells.length % columnTotals.length;
    const used = cells.slice(row * columnTotals.length).reduce((a, b) => a + b, 0);
    const above = cells.filter((_, i) => i % columnTotals.length === column).reduce((a, b) => a + b, 0);
    const most = Math.min(rowTotals[row]! - used, columnTotals[column]! - above);
    const least = column === columnTotals.length - 1 ? Math.max(0, rowTotals[row]! - used) : 0;
    for (let count = least; count <= most; count++) fill([...cells, count]);
  };
  fill([]);
  return p;
}
