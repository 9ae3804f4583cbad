import { formatPercent } from '#domain/tabulation/engine/figures.ts';
import type { Finding } from '#domain/tabulation/engine/findings.ts';

/** The words of a finding: those of the page (`tablesMessages`). */
export type FindingWords = (
  key: 'findingAbove' | 'findingBelow',
  values: Record<string, string | number>,
) => string;

/** A difference that a test bears, as a sentence: 「建設業では「雇用・労務」が52.3％で、全体より14.2ポイント高い」. */
export function sayFinding(
  { share, totalShare, points }: Finding,
  group: string,
  answer: string,
  t: FindingWords,
): string {
  return t(points > 0 ? 'findingAbove' : 'findingBelow', {
    group,
    answer,
    share: formatPercent(share, 1),
    total: formatPercent(totalShare, 1),
    points: Math.abs(points).toFixed(1),
  });
}
