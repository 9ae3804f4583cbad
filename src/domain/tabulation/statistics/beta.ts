import { logGamma } from './gamma.ts';

const EPSILON = 1e-15;
const TINY = 1e-300;
const MAX_TERMS = 100_000;

/**
 * The regularised incomplete beta function I_x(a, b), a, b > 0: the tails of Student's t and of F.
 * Lentz's continued fraction on the side where it converges fast (Abramowitz and Stegun 26.5.8).
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(x, a, b)) / a
    : 1 - (front * betaFraction(1 - x, b, a)) / b;
}

function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1) || TINY);
  let fraction = d;
  for (let m = 1; m < MAX_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d || TINY);
    c = 1 + even / c || TINY;
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d || TINY);
    c = 1 + odd / c || TINY;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < EPSILON) break;
  }
  return fraction;
}

/** The upper tail of F with `df1` and `df2` degrees of freedom (R: `pf(f, df1, df2, lower.tail = FALSE)`). */
export function upperF(f: number, df1: number, df2: number): number {
  return f <= 0 ? 1 : incompleteBeta(df2 / (df2 + df1 * f), df2 / 2, df1 / 2);
}

/**
 * The t that is passed on either side with probability `alpha` (R: `qt(1 - alpha / 2, df)`): Newton's steps, and halves
 * where one leads out of the bounds known so far.
 */
export function studentQuantile(alpha: number, df: number): number {
  const tail = (t: number) => incompleteBeta(df / (df + t * t), df / 2, 0.5);
  const scale = Math.exp(logGamma((df + 1) / 2) - logGamma(df / 2)) / Math.sqrt(df * Math.PI);
  let high = 1;
  while (tail(high) > alpha) high *= 2;
  let low = high === 1 ? 0 : high / 2;
  let t = (low + high) / 2;
  while (high - low > 1e-13 * high) {
    const excess = tail(t) - alpha;
    if (excess > 0) low = t;
    else high = t;
    const step = excess / (2 * scale * (1 + (t * t) / df) ** (-(df + 1) / 2));
    const next = t + step > low && t + step < high ? t + step : (low + high) / 2;
    if (Math.abs(next - t) <= 1e-14 * t) return next;
    t = next;
  }
  return (low + high) / 2;
}
