import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import { wilson, type Interval } from '#domain/tabulation/statistics/proportion-interval.ts';

/** Two wordings of a reminder, of which each unit gets one by chance. */
export const LOT_WORDINGS = ['A', 'B'] as const;
export type LotWording = (typeof LOT_WORDINGS)[number];

/**
 * Halves of units by chance, A with one more where they are odd. The same seed gives the same halves, in whatever order
 * the units come.
 */
export function splitWordings<Unit extends { unitId: string }>(
  units: readonly Unit[],
  seed: number,
): Record<LotWording, Unit[]> {
  const random = new SeededRandom(seed);
  const shuffled = [...units].sort((a, b) => (a.unitId < b.unitId ? -1 : 1));
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    [shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!];
  }
  const half = Math.ceil(shuffled.length / 2);
  return { A: shuffled.slice(0, half), B: shuffled.slice(half) };
}

/** How many letters of a wording were posted, and how many of the units have answered since. */
export interface WordingCount {
  letters: number;
  answered: number;
}

/** What B gained over A. */
export interface WordingComparison {
  /** The share of B that has answered, without that of A. */
  difference: number;
  /** 95 %, Newcombe's (1998, method 10): from Wilson's intervals of the two shares. */
  interval: Interval;
  /** `unsure` where the interval holds 0: chance alone may have made the difference. */
  verdict: 'A' | 'B' | 'unsure';
}

/** Compares what two wordings brought; undefined as long as nobody got one of them. */
export function compareWordings({ A, B }: Record<LotWording, WordingCount>): WordingComparison | undefined {
  if (A.letters === 0 || B.letters === 0) return undefined;
  const [a, b] = [A.answered / A.letters, B.answered / B.letters];
  const [ofA, ofB] = [wilson(a, A.letters), wilson(b, B.letters)];
  const difference = b - a;
  const interval = {
    low: difference - Math.hypot(b - ofB.low, ofA.high - a),
    high: difference + Math.hypot(ofB.high - b, a - ofA.low),
  };
  const verdict = interval.low > 0 ? 'B' : interval.high < 0 ? 'A' : 'unsure';
  return { difference, interval, verdict };
}
