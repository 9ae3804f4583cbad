import { describe, expect, it } from 'vitest';
import { testMultipleAnswer, type TickCounts } from '#domain/tabulation/statistics/multiple-answer.ts';

/** 60 people in three groups, three options. R: k <- 0:59; g <- k %% 3 + 1; Y <- cbind(…) as in the formulas here. */
const PEOPLE = Array.from({ length: 60 }, (_, k) => {
  const group = k % 3;
  return {
    group,
    ticks: [(k * 7) % 5 < 2, (k * k) % 7 < 3, (k * 11 + (group + 1) * 2) % 6 < (group === 1 ? 3 : 2)],
  };
});

function countGroups(people: typeof PEOPLE, groups: number): TickCounts[] {
  return Array.from({ length: groups }, (_, index) => {
    const members = people.filter(({ group }) => group === index);
    const both = (one: number, other: number) =>
      members.filter(({ ticks }) => ticks[one] && ticks[other]).length;
    const options = [...people[0]!.ticks.keys()];
    return { n: members.length, pairs: options.flatMap((one) => options.map((other) => both(one, other))) };
  });
}

function testGroups(people: typeof PEOPLE, groups: number) {
  return testMultipleAnswer(countGroups(people, groups), people[0]!.ticks.length);
}

describe('the test of a multiple answer', () => {
  it('is that of the formula written out with whole matrices in R', () => {
    // R: a <- tabulate(g)/n; p <- colMeans(Y); S block-diagonal of cov_i(Y)/a_i (divisor n_i);
    // H <- diag(r*c) - kronecker(matrix(1, r, 1) %*% t(a), diag(c)); D <- diag(p(1 - p)/a_i);
    // M <- solve(D) %*% H %*% S %*% t(H); s2 <- sum(diag(M %*% M)); e <- (r - 1) * c;
    // c(sum(X), e * sum(X) / s2, e^2 / s2, pchisq(e * sum(X) / s2, e^2 / s2, lower.tail = FALSE))
    const test = testGroups(PEOPLE, 3)!;
    expect(test.statistic).toBeCloseTo(15.1641586867305, 10);
    expect(test.adjusted).toBeCloseTo(16.7602936701177, 10);
    expect(test.df).toBeCloseTo(6.6315424480953, 10);
    expect(test.p).toBeCloseTo(0.0152677430274, 10);
    // R: apply(Y, 2, function(y) chisq.test(table(g, y), correct = FALSE)$statistic)
    const [first, second, third] = test.options;
    expect(first!.statistic).toBeCloseTo(0, 10);
    expect(second!.statistic).toBeCloseTo(0.164158686731, 10);
    expect(third).toMatchObject({ df: 2 });
    expect(third!.statistic).toBeCloseTo(15, 10);
  });

  it('leaves out empty groups and options that all or nobody ticked', () => {
    const wanted = testGroups(PEOPLE, 3)!;
    const padded = PEOPLE.map(({ group, ticks }) => ({ group, ticks: [true, ...ticks, false] }));
    const { options, ...test } = testGroups(padded, 4)!;
    expect({ ...test, options: options.slice(1, 4) }).toEqual(wanted);
    expect([options[0], options[4]]).toEqual([null, null]);
  });

  it('is nothing where there is nothing to compare', () => {
    expect(testMultipleAnswer([], 3)).toBeNull();
    const alone = PEOPLE.filter(({ group }) => group === 0);
    const alike = PEOPLE.map(({ group }) => ({ group, ticks: [true] }));
    const apart = PEOPLE.map(({ group }) => ({ group, ticks: [group === 0] }));
    for (const people of [alone, alike, apart]) expect(testGroups(people, 3)).toBeNull();
  });
});
