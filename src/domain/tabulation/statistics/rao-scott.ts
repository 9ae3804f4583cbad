import { upperF } from './beta.ts';
import { solve } from './linear-algebra.ts';

/** Rao and Scott's second-order test. `order` labels it. */
export interface RaoScott {
  f: number;
  df1: number;
  df2: number;
  p: number;
  order: 2;
}

/**
 * Whether the rows and columns of a weighted table are connected (Rao and Scott 1984, second order with Satterthwaite's
 * correction, as an F): Pearson's X² of the weighted shares divided by tr Δ, df1 = (tr Δ)² / tr Δ²,
 * df2 = df1 (n − 1), Δ the design effects of the interactions; people drawn one by one with replacement, given weights
 * (R: `svychisq(~a + b, svydesign(ids = ~1, weights = ~w, data = d))`).
 *
 * @param weights Σw of each cell
 * @param squares Σw² of each cell
 * @param n how many people have an answer and a weight above 0
 * @returns `null` where fewer than two rows or columns have weight or the effects cannot be told apart
 */
export function raoScott(
  weights: readonly (readonly number[])[],
  squares: readonly (readonly number[])[],
  n: number,
): RaoScott | null {
  const keptRows = weights.map((row) => row.some((weight) => weight > 0));
  const keptColumns = (weights[0] ?? []).map((_, column) => weights.some((row) => row[column]! > 0));
  const keep = (matrix: readonly (readonly number[])[]) =>
    matrix.filter((_, row) => keptRows[row]).map((row) => row.filter((_, column) => keptColumns[column]));
  const kept = keep(weights);
  const height = kept.length;
  const width = kept[0]?.length ?? 0;
  if (height < 2 || width < 2 || n < 2) return null;

  const total = kept.flat().reduce((sum, weight) => sum + weight, 0);
  const shares = kept.flat().map((weight) => weight / total);
  const variance = shareVariance(
    shares,
    keep(squares)
      .flat()
      .map((square) => square / (total * total)),
    n,
  );
  const rowShares = kept.map((_, row) => sumOf(shares.slice(row * width, (row + 1) * width)));
  const columnShares = [...kept[0]!.keys()].map((column) =>
    sumOf(shares.filter((_, cell) => cell % width === column)),
  );
  const pearson = shares.reduce((sum, share, cell) => {
    const expected = rowShares[Math.floor(cell / width)]! * columnShares[cell % width]!;
    return sum + (share - expected) ** 2 / expected;
  }, 0);

  // Interactions: +1 in a cell and in the last one, −1 at the ends of its row and column, over the shares.
  const contrasts = Array.from({ length: (height - 1) * (width - 1) }, (_, index) => {
    const row = Math.floor(index / (width - 1));
    const column = index % (width - 1);
    return [
      { cell: row * width + column, sign: 1 },
      { cell: row * width + width - 1, sign: -1 },
      { cell: (height - 1) * width + column, sign: -1 },
      { cell: height * width - 1, sign: 1 },
    ].filter(({ cell }) => shares[cell]! > 0);
  });
  const between = (product: (one: number, other: number) => number) =>
    contrasts.map((one) =>
      contrasts.map((other) =>
        sumOf(one.flatMap((a) => other.map((b) => a.sign * b.sign * product(a.cell, b.cell)))),
      ),
    );
  const plain = between((one, other) => (one === other ? 1 / shares[one]! : 0));
  const actual = between((one, other) => variance(one, other) / (shares[one]! * shares[other]!));
  const effects = solve(plain, actual);
  if (!effects) return null;
  const trace = sumOf(effects.map((row, index) => row[index]!));
  const traceOfSquare = sumOf(effects.map((row, i) => sumOf(row.map((value, j) => value * effects[j]![i]!))));
  if (!(trace > 0 && traceOfSquare > 0)) return null;
  const f = pearson / trace;
  const df1 = trace ** 2 / traceOfSquare;
  const df2 = df1 * (n - 1);
  return { f, df1, df2, p: upperF(f, df1, df2), order: 2 };
}

/** Covariance of two cells' weighted shares: n/(n − 1) Σ w²(1ₐ − pₐ)(1ᵦ − pᵦ) / W². */
function shareVariance(shares: readonly number[], squares: readonly number[], n: number) {
  const all = sumOf(squares);
  return (one: number, other: number) =>
    (n / (n - 1)) *
    ((one === other ? squares[one]! : 0) -
      squares[one]! * shares[other]! -
      shares[one]! * squares[other]! +
      shares[one]! * shares[other]! * all);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
