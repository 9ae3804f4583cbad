import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import { visitCells, type Contingency } from './contingency.ts';
import { listLogFactorials } from './fisher.ts';

/** Replicates between two looks at whether somebody still waits for the result. */
const STRIDE = 250;

/** Where a long computation reports and asks. */
export interface Progress {
  /** Called now and then with the part that is done, 0–1; `false` cancels. */
  report(done: number): boolean;
}

/**
 * The p-value of Pearson's X² by simulation: `replicates` random tables with the same margins (Patefield 1981:
 * cell by cell from the hypergeometric distribution), p = (1 + as far as the one seen) / (replicates + 1)
 * (R: `chisq.test(x, simulate.p.value = TRUE, B = replicates)`). The same seed gives the same p everywhere.
 *
 * @returns `null` when cancelled
 */
export function monteCarloP(
  table: Contingency,
  replicates: number,
  seed: number,
  progress?: Progress,
): number | null {
  const random = new SeededRandom(seed);
  const logFactorials = listLogFactorials(table.total);
  const expected: number[] = [];
  let seen = 0;
  visitCells(table, (observed, mean) => {
    expected.push(mean);
    seen += (observed - mean) ** 2 / mean;
  });
  // Equal tables may differ by rounding.
  const limit = seen * (1 - 1e-9);
  let asFar = 0;
  for (let done = 0; done < replicates; done++) {
    if (progress && done % STRIDE === 0 && !progress.report(done / replicates)) return null;
    if (drawStatistic(table, expected, logFactorials, random) >= limit) asFar++;
  }
  return (1 + asFar) / (replicates + 1);
}

/** X² of a random table with these margins. */
function drawStatistic(
  { rowTotals, columnTotals, total }: Contingency,
  expected: readonly number[],
  logFactorials: Float64Array,
  random: SeededRandom,
): number {
  const columns = [...columnTotals];
  const width = columns.length;
  let below = total;
  let statistic = 0;
  for (let row = 0; row < rowTotals.length; row++) {
    let left = rowTotals[row]!;
    let room = below;
    for (let column = 0; column < width; column++) {
      const count =
        left === 0
          ? 0
          : drawHypergeometric(columns[column]!, room - columns[column]!, left, logFactorials, random);
      const mean = expected[row * width + column]!;
      statistic += (count - mean) ** 2 / mean;
      room -= columns[column]!;
      left -= count;
      columns[column]! -= count;
    }
    below -= rowTotals[row]!;
  }
  return statistic;
}

/** How many of `drawn` from `inside + outside` are inside: inversion outwards from the likeliest number. */
function drawHypergeometric(
  inside: number,
  outside: number,
  drawn: number,
  logFactorials: Float64Array,
  random: SeededRandom,
): number {
  const least = Math.max(0, drawn - outside);
  const most = Math.min(inside, drawn);
  if (least === most) return least;
  const mode = Math.min(
    most,
    Math.max(least, Math.floor(((drawn + 1) * (inside + 1)) / (inside + outside + 2))),
  );
  const log = (n: number) => logFactorials[n]!;
  const atMode = Math.exp(
    log(inside) -
      log(mode) -
      log(inside - mode) +
      (log(outside) - log(drawn - mode) - log(outside - drawn + mode)) -
      (log(inside + outside) - log(drawn) - log(inside + outside - drawn)),
  );
  let rest = random.next() - atMode;
  let up = mode;
  let down = mode;
  let atUp = atMode;
  let atDown = atMode;
  while (rest >= 0 && (up < most || down > least)) {
    if (up < most) {
      atUp *= ((inside - up) * (drawn - up)) / ((up + 1) * (outside - drawn + up + 1));
      up++;
      rest -= atUp;
      if (rest < 0) return up;
    }
    if (down > least) {
      atDown *= (down * (outside - drawn + down)) / ((inside - down + 1) * (drawn - down + 1));
      down--;
      rest -= atDown;
      if (rest < 0) return down;
    }
  }
  // What is left is rounding.
  return mode;
}
