import { studentQuantile } from './beta.ts';

/** Sums over people who said a number and have weight (unweighted: 1). */
export interface NumberSums {
  n: number;
  weight: number;
  weightSquares: number;
  sum: number;
  /** Of the squared distances from the mean, weighted. */
  squaredDistances: number;
}

export interface Average {
  mean: number | null;
  sd: number | null;
  /** 95 % interval of the mean. */
  low: number | null;
  high: number | null;
  /** How many people it is of, of weighted ones as many as they count for (Kish). */
  averageBase: number;
}

/** Below as many people t is beyond 10^12: the interval would say nothing, and beyond 10^150 it would be wrong. */
const LEAST_SIZE = 1.1;

const NOTHING: Average = { mean: null, sd: null, low: null, high: null, averageBase: 0 };

/**
 * Mean, standard deviation and Student's interval of the mean (R: `t.test(x)$conf.int`). Weighted: Σwx/Σw,
 * √(n/(n−1) · Σw(x−x̄)²/Σw) with n people of weight, and the interval of as many as the effective base says.
 *
 * @param population of how many they were drawn; narrows the interval by √((N − n)/(N − 1))
 * @returns `null` for what cannot be known: all without anybody, spread and interval of one person,
 *   the interval of more people than the population and of hardly more than one by their weights
 */
export function computeAverage(sums: NumberSums, population?: number | null): Average {
  const { n, weight, weightSquares, sum, squaredDistances } = sums;
  if (!(weight > 0)) return NOTHING;
  const mean = sum / weight;
  const size = (weight * weight) / weightSquares;
  if (n < 2) return { ...NOTHING, mean, averageBase: size };
  const sd = Math.sqrt(((n / (n - 1)) * squaredDistances) / weight);
  if (!(size >= LEAST_SIZE) || (population && n > population))
    return { ...NOTHING, mean, sd, averageBase: size };
  const part = population ? Math.sqrt((population - size) / (population - 1)) : 1;
  const half = (studentQuantile(0.05, size - 1) * sd * part) / Math.sqrt(size);
  return { mean, sd, low: mean - half, high: mean + half, averageBase: size };
}
