import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjustedResidual } from '#domain/tabulation/statistics/adjusted-residual.ts';
import { logGamma, upperGamma } from '#domain/tabulation/statistics/gamma.ts';
import { adjustPValues, normalTwoSidedP } from '#domain/tabulation/statistics/p-values.ts';

/** Equal to so many digits, whatever the size. */
const closeTo = (value: number, wanted: number, relative = 1e-12) =>
  expect(Math.abs(value - wanted)).toBeLessThanOrEqual(Math.abs(wanted) * relative);

describe('the incomplete gamma function', () => {
  it('is that of the tables', () => {
    // Γ(1/2) = √π, Γ(5) = 24, Γ(10) = 362880.
    closeTo(logGamma(0.5), Math.log(Math.sqrt(Math.PI)));
    closeTo(logGamma(5), Math.log(24));
    closeTo(logGamma(10), Math.log(362_880));
    // Q(1, x) = e⁻ˣ, Q(2, x) = (1 + x) e⁻ˣ: tails that are tiny keep their digits.
    for (const x of [1e-6, 0.3, 1, 5, 40, 300, 700]) {
      closeTo(upperGamma(1, x), Math.exp(-x), 1e-11);
      closeTo(upperGamma(2, x), (1 + x) * Math.exp(-x), 1e-11);
    }
    expect(upperGamma(3, 0)).toBe(1);
    expect(upperGamma(3, Infinity)).toBe(0);
  });

  it('falls from 1 to 0', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 500, noNaN: true }),
        fc.double({ min: 0, max: 2000, noNaN: true }),
        fc.double({ min: 0, max: 50, noNaN: true }),
        (a, x, more) => {
          const here = upperGamma(a, x);
          expect(here).toBeGreaterThanOrEqual(0);
          expect(here).toBeLessThanOrEqual(1 + 1e-12);
          expect(upperGamma(a, x + more)).toBeLessThanOrEqual(here + 1e-12);
        },
      ),
    );
  });
});

describe('p-values', () => {
  it('of the normal distribution are those of the tables', () => {
    // Abramowitz and Stegun, table 26.1: 2 (1 − Φ(z)).
    closeTo(normalTwoSidedP(1), 0.317310507862914, 1e-11);
    closeTo(normalTwoSidedP(1.959963984540054), 0.05, 1e-11);
    closeTo(normalTwoSidedP(-3), 0.00269979606326, 1e-11);
    closeTo(normalTwoSidedP(6), 1.973175290075e-9, 1e-10);
    expect(normalTwoSidedP(0)).toBe(1);
  });

  // Worked by hand from the definitions: sorted p times 5, 4, 3, 2, 1 for Holm, 5/rank for Benjamini and Hochberg.
  const values = [0.01, 0.04, 0.03, 0.005, 0.5];
  it.each([
    ['none', values],
    ['bonferroni', [0.05, 0.2, 0.15, 0.025, 1]],
    ['holm', [0.04, 0.09, 0.09, 0.025, 0.5]],
    ['bh', [0.025, 0.05, 0.05, 0.025, 0.5]],
  ] as const)('corrected by %s', (method, wanted) => {
    adjustPValues(values, method).forEach((p, index) => closeTo(p, wanted[index]!));
    expect(adjustPValues([], method)).toEqual([]);
  });

  it('corrected never fall, never pass 1, and keep their order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }), (all) => {
        for (const method of ['bonferroni', 'holm', 'bh'] as const) {
          const adjusted = adjustPValues(all, method);
          all.forEach((p, a) => {
            expect(adjusted[a]!).toBeGreaterThanOrEqual(p * (1 - 1e-12));
            expect(adjusted[a]!).toBeLessThanOrEqual(1);
            all.forEach((other, b) => {
              if (p < other) expect(adjusted[a]!).toBeLessThanOrEqual(adjusted[b]! * (1 + 1e-12));
            });
          });
        }
      }),
    );
  });
});

describe('the adjusted residual', () => {
  it("is R's for the Berkeley admissions by sex", () => {
    // R: chisq.test(margin.table(UCBAdmissions, c(2, 1)))$stdres
    closeTo(adjustedResidual(1198, 2691, 1755, 4526)!, 9.602358, 1e-7);
    closeTo(adjustedResidual(557, 1835, 1755, 4526)!, -9.602358, 1e-7);
    // Rounding alone is left of the others.
    expect(adjustedResidual(0.5, 1 - 1e-15, 0.5, 1)).toBeNull();
  });

  it.each([
    [0, 0, 5, 10],
    [0, 5, 0, 10],
    [5, 5, 5, 5],
    [3, 5, 10, 10],
    [0, 0, 0, 0],
  ])('is nothing where there is nothing to compare (%i of %i, %i, %i)', (observed, row, column, total) => {
    expect(adjustedResidual(observed, row, column, total)).toBeNull();
  });
});
