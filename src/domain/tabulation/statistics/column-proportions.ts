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
  const strict = Math.min(...alphas);
  const loose = Math.max(...alphas);
  const pairs: { larger: number; smaller: number; p: number }[] = [];
  let isAnyFound = false;
  for (let i = 0; i < shares.length; i++)
    for (let j = i + 1; j < shares.length; j++) {
      const z = compare(shares[i]!, shares[j]!, overlap(i, j));
      if (z === null) continue;
      const p = isWithinChance(z, loose) ? 1 : normalTwoSidedP(z);
      if (p < loose) isAnyFound = true;
      pairs.push({ larger: z > 0 ? i : j, smaller: z > 0 ? j : i, p });
    }
  // No correction makes a p-value smaller.
  if (!isAnyFound) return shares.map(() => '');
  const adjusted = adjustPValues(
    pairs.map(({ p }) => p),
    adjust,
  );
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

function compare(one: ComparedShare, other: ComparedShare, overlap: number): number | null {
  if (one.share === null || other.share === null || !(one.base > 0 && other.base > 0)) return null;
  const pooled = (one.share * one.base + other.share * other.base) / (one.base + other.base);
  const variance = pooled * (1 - pooled) * (1 / one.base + 1 / other.base - 2 * overlap);
  // Nobody, everybody, or twice the same people: rounding leaves a hair.
  if (!(variance > 1e-14)) return null;
  return (one.share - other.share) / Math.sqrt(variance);
}

/**
 * Whether p is certainly not below `alpha`, by a bound from below, 2φ(z) z/(1 + z²) (Gordon 1941): most pairs are, and p itself
 * takes longer. A p that is no finding may be any such number: no correction makes it one, or another less of one.
 */
function isWithinChance(z: number, alpha: number): boolean {
  // Below 1 the bound is worse, and p larger.
  const distance = Math.max(1, Math.abs(z));
  return (
    Math.sqrt(2 / Math.PI) * Math.exp((-distance * distance) / 2) * (distance / (1 + distance * distance)) >=
    alpha
  );
}

const ALPHABET = 26;

/** A, B … Z, AA, AB … as spreadsheets letter their columns. */
export function columnLetter(position: number): string {
  const letter = String.fromCharCode(65 + (position % ALPHABET));
  return position < ALPHABET ? letter : columnLetter(Math.floor(position / ALPHABET) - 1) + letter;
}
