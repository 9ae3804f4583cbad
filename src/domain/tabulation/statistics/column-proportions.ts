import { normalTwoSidedP, adjustPValues, type Adjustment } from './p-values.ts';

/** One of several shares to be compared. */
export interface ComparedShare {
  /** `null` where nobody could be in. */
  share: number | null;
  /** How many the share is of; of weighted data the effective base. */
  base: number;
}

/**
 * Which shares differ from which: z with pooled variance for every pair,
 * p̂(1 − p̂)(1/n₁ + 1/n₂ − 2 n₁₂/(n₁ n₂)), p̂ the shares' mean by bases; all pairs are one family. A share gets the
 * letters of those that are significantly smaller.
 *
 * @param overlap n₁₂/(n₁ n₂) of two groups that share people (weighted: Σ₁₂w² / (Σ₁w Σ₂w)); 0 where they are apart
 * @param alphas levels; a difference at the smallest one is a capital, at any other a small letter
 */
export function compareShares(
  shares: readonly ComparedShare[],
  overlap: (one: number, other: number) => number,
  alphas: readonly number[],
  adjust: Adjustment,
): string[] {
  const pairs: { larger: number; smaller: number; p: number }[] = [];
  shares.forEach((one, i) => {
    for (let j = i + 1; j < shares.length; j++) {
      const p = testPair(one, shares[j]!, overlap(i, j));
      if (p === null) continue;
      const isFirstLarger = one.share! > shares[j]!.share!;
      pairs.push({ larger: isFirstLarger ? i : j, smaller: isFirstLarger ? j : i, p });
    }
  });
  const adjusted = adjustPValues(
    pairs.map(({ p }) => p),
    adjust,
  );
  const strict = Math.min(...alphas);
  const loose = Math.max(...alphas);
  const found = shares.map((): { other: number; letter: string }[] => []);
  pairs.forEach(({ larger, smaller }, index) => {
    const p = adjusted[index]!;
    if (p >= loose) return;
    const letter = columnLetter(smaller);
    found[larger]!.push({ other: smaller, letter: p < strict ? letter : letter.toLowerCase() });
  });
  const separator = shares.length > ALPHABET ? ' ' : '';
  return found.map((letters) =>
    letters
      .sort((a, b) => a.other - b.other)
      .map(({ letter }) => letter)
      .join(separator),
  );
}

function testPair(one: ComparedShare, other: ComparedShare, overlap: number): number | null {
  if (one.share === null || other.share === null || !(one.base > 0 && other.base > 0)) return null;
  const pooled = (one.share * one.base + other.share * other.base) / (one.base + other.base);
  const variance = pooled * (1 - pooled) * (1 / one.base + 1 / other.base - 2 * overlap);
  // Nobody, everybody, or twice the same people: rounding leaves a hair.
  if (!(variance > 1e-14)) return null;
  return normalTwoSidedP((one.share - other.share) / Math.sqrt(variance));
}

const ALPHABET = 26;

/** A, B … Z, AA, AB … as spreadsheets letter their columns. */
export function columnLetter(position: number): string {
  const letter = String.fromCharCode(65 + (position % ALPHABET));
  return position < ALPHABET ? letter : columnLetter(Math.floor(position / ALPHABET) - 1) + letter;
}
