import { describe, expect, it } from 'vitest';
import { measureAgreement } from '#domain/tabulation/coding/agreement.ts';

/** Texts to which both, the first alone, the second alone and nobody gave the category `a`. */
function pairsOf(both: number, first: number, second: number, neither: number) {
  const repeat = (count: number, one: string[], other: string[]) =>
    Array.from({ length: count }, () => [new Set(one), new Set(other)] as const);
  return [
    ...repeat(both, ['a', 'b'], ['a']),
    ...repeat(first, ['a'], ['b']),
    ...repeat(second, ['b'], ['a']),
    ...repeat(neither, ['b'], ['b']),
  ];
}

describe('the agreement of two people', () => {
  // R: m <- matrix(c(20, 10, 5, 15), 2); n <- sum(m); po <- sum(diag(m)) / n
  //    pe <- sum(rowSums(m) * colSums(m)) / n^2; (po - pe) / (1 - pe)
  it.each([
    [20, 5, 10, 15, 0.7, 0.4],
    [45, 15, 25, 15, 0.6, 0.1304348],
    [25, 35, 5, 35, 0.6, 0.2592593],
    [0, 5, 5, 0, 0, -1],
  ])('of %i, %i, %i and %i texts is that of R', (both, first, second, neither, agreed, kappa) => {
    const found = measureAgreement(pairsOf(both, first, second, neither), 'a');
    expect(found).toMatchObject({
      texts: both + first + second + neither,
      first: both + first,
      second: both + second,
      both,
    });
    expect(found.agreed).toBeCloseTo(agreed, 7);
    expect(found.kappa).toBeCloseTo(kappa, 7);
  });

  it('has no kappa where both do the same with every text, and nothing without texts', () => {
    expect(measureAgreement(pairsOf(4, 0, 0, 0), 'a')).toMatchObject({ agreed: 1, kappa: null });
    expect(measureAgreement(pairsOf(0, 0, 0, 4), 'a')).toMatchObject({ agreed: 1, kappa: null });
    expect(measureAgreement([], 'a')).toMatchObject({ texts: 0, agreed: null, kappa: null });
  });
});
