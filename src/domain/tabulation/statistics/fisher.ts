import type { Contingency } from './contingency.ts';
import { logGamma } from './gamma.ts';

/** Tables that differ in likelihood by less than this are equally likely (as in R's `fisher.test`). */
const RELATIVE_TOLERANCE = 1e-7;
/** Likelihoods closer than this are kept as one while counting. */
const LOG_STEP = 1e-10;
/** Partial tables before it is given up: some tenths of a second. */
const FISHER_WORK = 3_000_000;
/** What finding the state of a partial table costs beside looking one up in the end. */
const STATE_COST = 15;

/** A part of the columns filled in: how often each likelihood comes up, by its rounded logarithm. */
type Likelihoods = Map<number, { log: number; weight: number }>;

/**
 * Fisher's exact test for r × c tables (Freeman and Halton 1951; R: `fisher.test(x)`): how likely, with these margins,
 * is a table no likelier than the one seen. Columns are filled one after the other, partial tables with the same rows
 * left to fill (in any order) and the same likelihood are kept as one (after Mehta and Patel 1983), and the last two
 * columns are looked up in a sorted list.
 *
 * @returns `null` when it takes more than `work` steps: then by simulation (`monteCarloP`)
 */
export function fisherP(table: Contingency, work = FISHER_WORK): number | null {
  const isWide = table.columnTotals.length > table.rowTotals.length;
  // The fewer columns, the fewer steps; the smallest first, the largest two are looked up.
  const columns = [...(isWide ? table.rowTotals : table.columnTotals)].sort((a, b) => a - b);
  const rows = [...(isWide ? table.columnTotals : table.rowTotals)].sort((a, b) => a - b);
  const logFactorials = listLogFactorials(table.total);
  const constant =
    rows.concat(columns).reduce((sum, count) => sum + logFactorials[count]!, 0) - logFactorials[table.total]!;
  const seen = table.counts.flat().reduce((sum, count) => sum - logFactorials[count]!, 0);
  const limit = seen + RELATIVE_TOLERANCE;
  const budget = { left: work };

  let states = new Map<string, { rows: number[]; past: Likelihoods }>([
    [rows.join(), { rows, past: new Map([[0, { log: 0, weight: 1 }]]) }],
  ]);
  for (const column of columns.slice(0, -2)) {
    const next: typeof states = new Map();
    for (const { rows: left, past } of states.values()) {
      const isWithin = fillColumn(
        left,
        column,
        logFactorials,
        budget,
        past.size + STATE_COST,
        (rest, log) => {
          const sorted = [...rest].sort((a, b) => a - b);
          const key = sorted.join();
          let state = next.get(key);
          if (!state) next.set(key, (state = { rows: sorted, past: new Map() }));
          for (const before of past.values()) addLikelihood(state.past, before.log + log, before.weight);
        },
      );
      if (!isWithin) return null;
    }
    states = next;
  }

  let p = 0;
  for (const { rows: left, past } of states.values()) {
    const logs: number[] = [];
    const isWithin = fillColumn(
      left,
      columns.at(-2)!,
      logFactorials,
      budget,
      1,
      (_, log) => logs.push(log),
      true,
    );
    budget.left -= past.size;
    if (!isWithin || budget.left < 0) return null;
    const rising = Float64Array.from(logs).sort();
    let sum = 0;
    const sums = rising.map((log) => (sum += Math.exp(log + constant)));
    for (const { log, weight } of past.values()) {
      const count = countUpTo(rising, limit - log);
      if (count > 0) p += weight * Math.exp(log) * sums[count - 1]!;
    }
  }
  return Math.min(1, p);
}

/**
 * Every way to spread a column over what the rows have left, with the sum of −ln(count!); false when work runs out.
 * @param isLast what the rows have left then is the last column, which counts as well
 */
function fillColumn(
  rows: readonly number[],
  column: number,
  logFactorials: Float64Array,
  budget: { left: number },
  cost: number,
  found: (rest: readonly number[], log: number) => void,
  isLast = false,
): boolean {
  const rest = [...rows];
  const roomAfter = rows.map((_, row) => rows.slice(row + 1).reduce((sum, count) => sum + count, 0));
  const fill = (row: number, left: number, log: number): boolean => {
    if (row === rows.length) {
      budget.left -= cost;
      if (budget.left < 0) return false;
      found(rest, log);
      return true;
    }
    const room = rows[row]!;
    for (let count = Math.max(0, left - roomAfter[row]!); count <= Math.min(room, left); count++) {
      rest[row] = room - count;
      const after = isLast ? logFactorials[room - count]! : 0;
      if (!fill(row + 1, left - count, log - logFactorials[count]! - after)) return false;
    }
    rest[row] = room;
    return true;
  };
  return fill(0, column, 0);
}

function addLikelihood(all: Likelihoods, log: number, weight: number): void {
  const key = Math.round(log / LOG_STEP);
  const same = all.get(key);
  if (same) same.weight += weight;
  else all.set(key, { log, weight });
}

/** How many of the rising list are not above the limit. */
function countUpTo(rising: Float64Array, limit: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rising[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** ln(k!) for k = 0 … n. */
export function listLogFactorials(n: number): Float64Array {
  return Float64Array.from({ length: n + 1 }, (_, k) => (k < 2 ? 0 : logGamma(k + 1)));
}
