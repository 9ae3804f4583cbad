/** Units that are alike in everything the model knows, and how many of them answered. */
export interface PropensityCell {
  /** The category in each dimension. */
  codes: readonly string[];
  units: number;
  answered: number;
}

const MAX_ROUNDS = 60;
/** Of the deviance, above what adding up some thousand cells rounds; a step this small leaves an error of its square. */
const TOLERANCE = 1e-13;
/** Beyond it a probability is 0 or 1 to the last digit. */
const MAX_LOGIT = 35;
const ALIASED = 1e-10;

/**
 * The probability to answer of each cell's units, by a logistic regression on the main effects of the
 * dimensions, as `glm(answered ~ a + b + c, family = binomial)` fits it. A category in which
 * nobody or everybody has answered has no finite coefficient; its probability is 0 or 1, and
 * the others are fitted without it, which is where the fit tends to. Aliased columns are left out.
 */
export function fitPropensities(cells: readonly PropensityCell[]): number[] {
  const settled = settleCertain(cells);
  const open = cells.filter((_, index) => settled[index] === undefined);
  const columns = open.map((cell) => cell.codes);
  const { design, size } = buildDesign(columns);
  const logits = new Float64Array(open.length);
  let deviance = Infinity;
  for (let round = 0; round < MAX_ROUNDS && open.length > 0; round += 1) {
    const coefficients = solveRound(open, design, size, logits, round === 0);
    open.forEach((_, index) => {
      const logit = design[index]!.reduce((sum, column) => sum + coefficients[column]!, 0);
      logits[index] = Math.max(-MAX_LOGIT, Math.min(MAX_LOGIT, logit));
    });
    const next = computeDeviance(open, logits);
    if (Math.abs(deviance - next) <= TOLERANCE * (Math.abs(next) + 0.1)) break;
    deviance = next;
  }
  let at = 0;
  return cells.map((_, index) => settled[index] ?? logistic(logits[at++]!));
}

/** The probabilities that need no model: of cells in a category in which nobody, or everybody, of those still open has answered. */
function settleCertain(cells: readonly PropensityCell[]): (0 | 1 | undefined)[] {
  const settled: (0 | 1 | undefined)[] = cells.map(() => undefined);
  const dimensions = cells[0]?.codes.length ?? 0;
  for (let isChanged = true; isChanged;) {
    isChanged = false;
    for (let dimension = 0; dimension < dimensions; dimension += 1) {
      const sums = new Map<string, { units: number; answered: number }>();
      cells.forEach(({ codes, units, answered }, index) => {
        if (settled[index] !== undefined) return;
        const sum = sums.get(codes[dimension]!) ?? { units: 0, answered: 0 };
        sums.set(codes[dimension]!, { units: sum.units + units, answered: sum.answered + answered });
      });
      cells.forEach(({ codes }, index) => {
        if (settled[index] !== undefined) return;
        const { units, answered } = sums.get(codes[dimension]!)!;
        if (answered !== 0 && answered !== units) return;
        settled[index] = answered === 0 ? 0 : 1;
        isChanged = true;
      });
    }
  }
  return settled;
}

/** The columns of each cell: the intercept, and one for each category but the first of each dimension. */
function buildDesign(codesOfCells: readonly (readonly string[])[]): { design: number[][]; size: number } {
  let size = 1;
  const design = codesOfCells.map(() => [0]);
  const dimensions = codesOfCells[0]?.length ?? 0;
  for (let dimension = 0; dimension < dimensions; dimension += 1) {
    const categories = [...new Set(codesOfCells.map((codes) => codes[dimension]!))].sort();
    const columnOf = new Map(categories.slice(1).map((code, index) => [code, size + index]));
    codesOfCells.forEach((codes, index) => {
      const column = columnOf.get(codes[dimension]!);
      if (column !== undefined) design[index]!.push(column);
    });
    size += categories.length - 1;
  }
  return { design, size };
}

/** One round of iteratively reweighted least squares; the first begins where R's does. */
function solveRound(
  cells: readonly PropensityCell[],
  design: readonly (readonly number[])[],
  size: number,
  logits: Float64Array,
  isFirst: boolean,
): Float64Array {
  const matrix = Array.from({ length: size }, () => new Float64Array(size + 1));
  cells.forEach(({ units, answered }, index) => {
    const p = isFirst ? (answered + 0.5) / (units + 1) : logistic(logits[index]!);
    const logit = isFirst ? Math.log(p / (1 - p)) : logits[index]!;
    const weight = units * p * (1 - p);
    const working = weight * logit + (answered - units * p);
    for (const row of design[index]!) {
      const line = matrix[row]!;
      for (const column of design[index]!) line[column]! += weight;
      line[size]! += working;
    }
  });
  return solveSymmetric(matrix, size);
}

/** Gauss-Jordan on the diagonal of a matrix that has no negative direction; what depends on earlier columns gets 0. */
function solveSymmetric(matrix: Float64Array[], size: number): Float64Array {
  const diagonal = matrix.map((row, index) => row[index]!);
  const used: number[] = [];
  for (let pivot = 0; pivot < size; pivot += 1) {
    const lead = matrix[pivot]!;
    if (!(lead[pivot]! > ALIASED * diagonal[pivot]!)) continue;
    used.push(pivot);
    for (let row = 0; row < size; row += 1) {
      const line = matrix[row]!;
      const factor = line[pivot]! / lead[pivot]!;
      if (row === pivot || factor === 0) continue;
      for (let column = pivot; column <= size; column += 1) line[column]! -= factor * lead[column]!;
    }
  }
  const coefficients = new Float64Array(size);
  for (const index of used) coefficients[index] = matrix[index]![size]! / matrix[index]![index]!;
  return coefficients;
}

function logistic(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

function computeDeviance(cells: readonly PropensityCell[], logits: Float64Array): number {
  return cells.reduce((sum, { units, answered }, index) => {
    const logit = logits[index]!;
    // log p = −log(1 + e^−x), log(1 − p) = −log(1 + e^x)
    const missed = Math.log1p(Math.exp(-logit));
    return sum + 2 * (answered * missed + (units - answered) * (missed + logit));
  }, 0);
}
