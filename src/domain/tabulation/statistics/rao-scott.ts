import { upperF } from './beta.ts';

/** Cells² × (rows + columns): some tenths of a second. */
const MAX_WORK = 100_000_000;
/** What rounding leaves of nothing. */
const HAIR = 1e-12;

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
 * @returns `null` where fewer than two rows or columns have weight, the effects cannot be told apart or there are too many cells
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

  const total = sumOf(kept.flat());
  const shares = kept.flat().map((weight) => weight / total);
  const basis = mainEffects(shares, height, width);
  if (!basis) return null;
  const traces = traceEffects(
    shares,
    keep(squares)
      .flat()
      .map((square) => ((n / (n - 1)) * square) / (total * total)),
    basis,
  );
  if (!traces) return null;
  const rowShares = kept.map((_, row) => sumOf(shares.slice(row * width, (row + 1) * width)));
  const columnShares = [...kept[0]!.keys()].map((column) =>
    sumOf(shares.filter((_, cell) => cell % width === column)),
  );
  const pearson = shares.reduce((sum, share, cell) => {
    const expected = rowShares[Math.floor(cell / width)]! * columnShares[cell % width]!;
    return sum + (share - expected) ** 2 / expected;
  }, 0);
  const f = pearson / traces.trace;
  const df1 = traces.trace ** 2 / traces.ofSquare;
  const df2 = df1 * (n - 1);
  return { f, df1, df2, p: upperF(f, df1, df2), order: 2 };
}

/**
 * What the interactions, each over the shares, are at right angles to: the row and column effects that are 0 in the empty
 * cells, times √share, as orthonormal vectors over the cells. An empty cell ties its row to its column.
 *
 * @returns `null` where empty cells tie a row and a column twice, so that an interaction is in empty cells alone
 *   (R: the system is singular), and where there are too many cells
 */
function mainEffects(shares: readonly number[], height: number, width: number): Float64Array[] | null {
  if (shares.length ** 2 * (height + width) > MAX_WORK) return null;
  const ties = Array.from({ length: height + width }, (_, index) => index);
  for (let cell = 0; cell < shares.length; cell++) {
    if (shares[cell]! > 0) continue;
    const [row, column] = [ties[Math.floor(cell / width)]!, ties[height + (cell % width)]!];
    if (row === column) return null;
    ties.forEach((tie, index) => (ties[index] = tie === row ? column : tie));
  }
  // All of them together are 0 in every cell: the last one says nothing new.
  const basis: Float64Array[] = [];
  for (const tie of [...new Set(ties)].slice(1)) {
    const vector = Float64Array.from(shares, (share, cell) => {
      const row = ties[Math.floor(cell / width)] === tie;
      const column = ties[height + (cell % width)] === tie;
      return (Number(row) - Number(column)) * Math.sqrt(share);
    });
    // Twice, so that what rounding leaves of the others goes as well.
    projectAway(projectAway(vector, basis), basis);
    const length = Math.sqrt(dot(vector, vector));
    if (!(length > 1e-12)) return null;
    basis.push(vector.map((value) => value / length));
  }
  return basis;
}

/**
 * tr Δ and tr Δ², Δ = ΠAΠ cell by cell: A the covariances of two cells' shares over √(pₐpᵦ), Π the projection away from
 * the basis. Nothing large is taken from something large, as there are weights a million times as heavy as others.
 *
 * @param squares n/(n − 1) Σw²/W² of each cell
 * @returns `null` where nothing differs within the interactions
 */
function traceEffects(
  shares: readonly number[],
  squares: readonly number[],
  basis: readonly Float64Array[],
): { trace: number; ofSquare: number } | null {
  const roots = Float64Array.from(shares, Math.sqrt);
  const scaled = Float64Array.from(squares, (square, cell) => (square > 0 ? square / roots[cell]! : 0));
  const ratios = Float64Array.from(squares, (square, cell) => (square > 0 ? square / shares[cell]! : 0));
  const all = sumOf(squares);
  /** n/(n − 1) Σ w²(1ₐ − pₐ)(1ᵦ − pᵦ) / W² over √(pₐpᵦ), times a vector. */
  const vary = (vector: Float64Array): Float64Array => {
    const [alongRoots, alongScaled] = [dot(roots, vector), dot(scaled, vector)];
    return vector.map(
      (value, cell) =>
        ratios[cell]! * value - scaled[cell]! * alongRoots - roots[cell]! * (alongScaled - all * alongRoots),
    );
  };
  let [trace, ofSquare, whole] = [0, 0, 0];
  for (let cell = 0; cell < shares.length; cell++) {
    if (shares[cell] === 0) continue;
    const unit = new Float64Array(shares.length);
    unit[cell] = 1;
    const effects = projectAway(vary(projectAway(unit, basis)), basis);
    trace += effects[cell]!;
    ofSquare += dot(effects, effects);
    whole += ratios[cell]!;
  }
  return trace > HAIR * whole && ofSquare > 0 ? { trace, ofSquare } : null;
}

/** Takes from a vector what lies along orthonormal ones; it is changed itself. */
function projectAway(vector: Float64Array, basis: readonly Float64Array[]): Float64Array {
  for (const other of basis) {
    const part = dot(vector, other);
    for (let at = 0; at < vector.length; at++) vector[at]! -= part * other[at]!;
  }
  return vector;
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += one[at]! * other[at]!;
  return sum;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
