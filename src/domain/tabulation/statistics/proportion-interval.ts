/** The 97.5 % point of the standard normal distribution: intervals cover 95 %. */
export const Z95 = 1.959963984540054;

export interface Interval {
  low: number;
  high: number;
}

/**
 * How many answers drawn with replacement would tell as much as `n` of a population of `populationSize` drawn without:
 * n (N − 1) / (N − n); infinite when everybody was asked. It says nothing of those who did not answer.
 */
export function finiteSampleSize(n: number, populationSize: number): number {
  return n >= populationSize ? Infinity : (n * (populationSize - 1)) / (populationSize - n);
}

/**
 * Wilson's interval (1927) for a share (R: `prop.test(x, n, correct = FALSE)$conf.int`).
 *
 * @param n sample size, not necessarily whole, > 0; infinite: the share itself
 */
export function wilson(share: number, n: number, z = Z95): Interval {
  if (n === Infinity) return { low: share, high: share };
  const z2 = z * z;
  const centre = (share + z2 / (2 * n)) / (1 + z2 / n);
  const half = (z / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  // The ends are exactly 0 and 1 where nobody or everybody is in, whatever the rounding.
  return { low: share === 0 ? 0 : centre - half, high: share === 1 ? 1 : centre + half };
}

/** Agresti and Coull's interval (1998): Wald's around the share with z² answers added, half of them yes; cut at 0 and 1. */
export function agrestiCoull(share: number, n: number, z = Z95): Interval {
  if (n === Infinity) return { low: share, high: share };
  const size = n + z * z;
  const centre = (share * n + (z * z) / 2) / size;
  const half = z * Math.sqrt((centre * (1 - centre)) / size);
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
