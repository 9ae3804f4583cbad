import { pearson, type ChiSquare } from './chi-square.ts';
import { toContingency } from './contingency.ts';
import { chiSquareP } from './p-values.ts';

/** A group of people and how often its members tick each option and each pair of options. */
export interface TickCounts {
  n: number;
  ticks: readonly number[];
  /** `[option][other option]`; the diagonal is `ticks`. */
  pairs: readonly (readonly number[])[];
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
export function testMultipleAnswer(groups: readonly TickCounts[]): MultipleAnswerTest | null {
  const filled = groups.filter(({ n }) => n > 0);
  const n = filled.reduce((sum, group) => sum + group.n, 0);
  const options = (groups[0]?.ticks ?? []).map((_, option) => testOption(filled, option));
  const kept = options.flatMap((test, option) => (test ? [option] : []));
  if (filled.length < 2 || kept.length === 0) return null;

  const parts = filled.map((group) => group.n / n);
  const shares = kept.map((option) => filled.reduce((sum, { ticks }) => sum + ticks[option]!, 0) / n);
  // S_i, options in the order of `kept`.
  const spreads = filled.map(({ n: size, ticks, pairs }, i) =>
    kept.map((one) =>
      kept.map(
        (other) => (pairs[one]![other]! / size - (ticks[one]! / size) * (ticks[other]! / size)) / parts[i]!,
      ),
    ),
  );
  const positions = [...kept.keys()];
  const common = positions.map((j) =>
    positions.map((k) => spreads.reduce((sum, spread, i) => sum + parts[i]! ** 2 * spread[j]![k]!, 0)),
  );
  // H(⊕S_i)H′ block by block: δ_im S_i − a_i S_i − a_m S_m + Σ a_l² S_l.
  const scale = shares.map((share) => share * (1 - share));
  let squares = 0;
  spreads.forEach((spread, i) =>
    spreads.forEach((other, m) => {
      const factor = parts[i]! * parts[m]!;
      for (let j = 0; j < kept.length; j++)
        for (let k = 0; k < kept.length; k++) {
          const value =
            (i === m ? spread[j]![k]! : 0) -
            parts[i]! * spread[j]![k]! -
            parts[m]! * other[j]![k]! +
            common[j]![k]!;
          squares += (value * value * factor) / (scale[j]! * scale[k]!);
        }
    }),
  );
  const statistic = options.reduce((sum, test) => sum + (test?.statistic ?? 0), 0);
  const size = (filled.length - 1) * kept.length;
  const adjusted = (size * statistic) / squares;
  const df = size ** 2 / squares;
  // Where nobody differs within any group there is no chance to compare with.
  if (!Number.isFinite(df)) return null;
  return { statistic, adjusted, df, p: chiSquareP(adjusted, df), options };
}

function testOption(groups: readonly TickCounts[], option: number): ChiSquare | null {
  const table = toContingency(groups.map(({ n, ticks }) => [ticks[option]!, n - ticks[option]!]));
  return table && pearson(table);
}
