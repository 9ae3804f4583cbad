import type { Instant } from '#domain/canonical/dates.ts';
import { isAnswered } from '#domain/interview/completeness.ts';
import type { Interview } from '#domain/interview/interview.ts';
import type { Screen } from '#domain/interview/screens.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import { takesAnswer } from '#domain/questionnaire/model.ts';
import type { Language } from '#domain/canonical/language.ts';
import { formatAgo } from '#ui/format.ts';

/**
 * The screen to go on with after a break, by its index: the one that was worked on last,
 * or the next if that one is answered; `screens.length` when all are behind.
 */
export function findResumeIndex(
  interview: Interview,
  screens: readonly Screen[],
  provenance: SurveyResponse['provenance'] = {},
): number {
  let latest = -1;
  let latestAt = '';
  for (const [index, screen] of screens.entries()) {
    for (const { code } of screen.items) {
      const mark = provenance[code];
      if (!mark || mark.prefilled || mark.at < latestAt) continue;
      latest = index;
      latestAt = mark.at;
    }
  }
  const last = screens[latest];
  if (!last) return 0;
  const isDone = last.items.every((item) => !takesAnswer(item) || isAnswered(interview, item));
  return isDone ? latest + 1 : latest;
}

/** When the last answer was given; `undefined` before the first. What was only prefilled is none. */
export function findPausedAt(provenance: SurveyResponse['provenance'] = {}): Instant | undefined {
  return Object.values(provenance)
    .filter(({ prefilled }) => !prefilled)
    .map(({ at }) => at)
    .sort()
    .at(-1);
}

/** 「3日前に中断」「昨日中断」, `Paused 3 days ago`. */
export function describePause(at: Instant, now: Instant, language: Language): string {
  const ago = formatAgo(at, now, language);
  if (language === 'en') return `Paused ${ago}`;
  // 「昨日」 and 「たった今」 take no particle.
  return /[前）]$/.test(ago) ? `${ago}に中断` : `${ago}中断`;
}
