import { formatNumber } from '#ui/format.ts';
import { language } from '#ui/messages.ts';

/** 16.8% */
export function formatShare(share: number | null): string {
  return share === null ? '–' : `${(share * 100).toFixed(1)}%`;
}

/** 15.9〜17.7%, in English 15.9–17.7% */
export function formatShares({ low, high }: { low: number; high: number }): string {
  return [(low * 100).toFixed(1), `${(high * 100).toFixed(1)}%`].join(language.value === 'ja' ? '〜' : '–');
}

/** 0.932 */
export function formatIndicator(value: number | null): string {
  return value === null ? '–' : value.toFixed(3);
}

/** +0.12, −0.30; always with its sign. */
export function formatDifference(value: number | null): string {
  if (value === null) return '–';
  const text = Math.abs(value).toFixed(2);
  if (text === '0.00') return '0.00';
  return `${value < 0 ? '−' : '+'}${text}`;
}

/** 0.034, or <0.001 */
export function formatP(p: number): string {
  return p < 0.001 ? '<0.001' : p.toFixed(3);
}

/** 1,260 / 7,500 */
export function formatFraction({
  numerator,
  denominator,
}: {
  numerator: number;
  denominator: number;
}): string {
  const [units = '0', tenths] = denominator.toFixed(Number.isInteger(denominator) ? 0 : 1).split('.');
  const whole = [formatNumber(Number(units)), tenths].filter((part) => part !== undefined).join('.');
  return `${formatNumber(numerator)} / ${whole}`;
}
