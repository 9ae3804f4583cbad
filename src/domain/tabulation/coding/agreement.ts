/** How alike two people sorted the same texts, of one category. */
export interface Agreement {
  /** Texts that both have sorted. */
  texts: number;
  /** To how many of them each of the two, and both, gave the category. */
  first: number;
  second: number;
  both: number;
  /** Part of the texts about which they agree, with or without the category; null without a text. */
  agreed: number | null;
  /** Cohen's kappa; null where both do the same with every text, so that nothing could have come about by chance. */
  kappa: number | null;
}

/**
 * Cohen's kappa of one category over the texts that two people have sorted (Cohen 1960, Educational and Psychological
 * Measurement 20): κ = (pₒ − pₑ) / (1 − pₑ), where pₒ is the part about which they agree and
 * pₑ = p₁p₂ + (1 − p₁)(1 − p₂) the part about which they would if each gave the category as often, but blindly.
 *
 * @param pairs of each text the categories of the one and of the other
 */
export function measureAgreement(
  pairs: readonly (readonly [ReadonlySet<string>, ReadonlySet<string>])[],
  category: string,
): Agreement {
  const texts = pairs.length;
  const count = (holds: (pair: (typeof pairs)[number]) => boolean): number => pairs.filter(holds).length;
  const first = count(([one]) => one.has(category));
  const second = count(([, other]) => other.has(category));
  const both = count(([one, other]) => one.has(category) && other.has(category));
  if (texts === 0) return { texts, first, second, both, agreed: null, kappa: null };
  const agreed = (texts - first - second + 2 * both) / texts;
  const byChance = (first * second + (texts - first) * (texts - second)) / texts ** 2;
  return {
    texts,
    first,
    second,
    both,
    agreed,
    kappa: byChance === 1 ? null : (agreed - byChance) / (1 - byChance),
  };
}
