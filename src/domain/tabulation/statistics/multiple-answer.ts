import { pearson, type ChiSquare } from './chi-square.ts';
import { toContingency } from './contingency.ts';
import { chiSquareP } from './p-values.ts';

/** A group of people and how often its members tick each pair of options. */
export interface TickCounts {
  n: number;
  /** `[option × other option]`; on the diagonal how many tick the option. */
  pairs: ArrayLike<number>;
}

/** The omnibus test and what each option gives alone. */
export interface MultipleAnswerTest {
  /** ΣX² over the options. */
  statistic: number;
  adjusted: number;
  df: number;
  p: number;
  /** One χ² of ticked or not × group for each option; `null` where all or nobody ticked it. */
  options: (ChiSquare | null)[];
}

/**
 * Whether groups tick a multiple answer differently, options being connected with each other: ΣX²_j with a second-order
 * adjustment (Thomas and Decady 2004; Bilder and Loughin 2004; R: `MRCV::MI.test(type = "rs2")`). With a_i = n_i/n,
 * S_i = Cov_i(Y)/a_i, H = I − (1a′)⊗I_c, D = diag(p_j q_j/a_i), M = D⁻¹H(⊕S_i)H′: Σλ² = tr(M²),
 * X_adj = (r−1)c ΣX²_j/Σλ², df = ((r−1)c)²/Σλ². Empty groups and options that all or nobody ticked are left out.
 *
 * @returns `null` where fewer than two groups or no option remain
 */
export function testMultipleAnswer(
  groups: readonly TickCounts[],
  optionCount: number,
): MultipleAnswerTest | null {
  const filled = groups.filter(({ n }) => n > 0);
  const n = filled.reduce((sum, group) => sum + group.n, 0);
  const ticksOf = ({ pairs }: TickCounts, option: number) => pairs[option * optionCount + option]!;
  const options = Array.from({ length: optionCount }, (_, option) => {
    const table = toContingency(
      filled.map((group) => [ticksOf(group, option), group.n - ticksOf(group, option)]),
    );
    return table && pearson(table);
  });
  const kept = [...options.keys()].filter((option) => options[option] !== null);
  if (filled.length < 2 || kept.length === 0) return null;

  const shares = kept.map((option) => filled.reduce((sum, group) => sum + ticksOf(group, option), 0) / n);
  const parts = filled.map((group) => group.n / n);
  const spreads = filled.map((group, i) => spreadOf(group, parts[i]!, kept, optionCount));
  const squares = sumSquaredEigenvalues(
    spreads,
    parts,
    shares.map((share) => share * (1 - share)),
  );
  const statistic = options.reduce((sum, test) => sum + (test?.statistic ?? 0), 0);
  const size = (filled.length - 1) * kept.length;
  const adjusted = (size * statistic) / squares;
  const df = size ** 2 / squares;
  // Where nobody differs within any group there is no chance to compare with.
  if (!Number.isFinite(df)) return null;
  return { statistic, adjusted, df, p: chiSquareP(adjusted, df), options };
}

/** S_i, options in the order of `kept`. */
function spreadOf(
  { n, pairs }: TickCounts,
  part: number,
  kept: readonly number[],
  width: number,
): Float64Array {
  const spread = new Float64Array(kept.length ** 2);
  kept.forEach((one, j) =>
    kept.forEach((other, k) => {
      const expected = (pairs[one * width + one]! / n) * (pairs[other * width + other]! / n);
      spread[j * kept.length + k] = (pairs[one * width + other]! / n - expected) / part;
    }),
  );
  return spread;
}

/** tr(M²), by the blocks of H(⊕S_i)H′: δ_im S_i − a_i S_i − a_m S_m + Σ a_l² S_l. */
function sumSquaredEigenvalues(
  spreads: readonly Float64Array[],
  parts: readonly number[],
  scales: readonly number[],
): number {
  const width = scales.length;
  const size = width * width;
  const common = new Float64Array(size);
  const weights = new Float64Array(size);
  for (let cell = 0; cell < size; cell++) {
    weights[cell] = 1 / (scales[Math.floor(cell / width)]! * scales[cell % width]!);
    spreads.forEach((spread, i) => (common[cell]! += parts[i]! ** 2 * spread[cell]!));
  }
  let squares = 0;
  for (let i = 0; i < spreads.length; i++)
    for (let m = 0; m <= i; m++) {
      const one = spreads[i]!;
      const other = spreads[m]!;
      const own = (i === m ? 1 : 0) - parts[i]!;
      const part = parts[m]!;
      let sum = 0;
      for (let cell = 0; cell < size; cell++) {
        const value = own * one[cell]! - part * other[cell]! + common[cell]!;
        sum += value * value * weights[cell]!;
      }
      // Above the diagonal stands the same.
      squares += (i === m ? 1 : 2) * sum * parts[i]! * part;
    }
  return squares;
}
