import { isAnswered } from '#domain/interview/completeness.ts';
import type { Interview } from '#domain/interview/interview.ts';
import type { Screen } from '#domain/interview/screens.ts';
import type { SurveyResponse } from '#domain/casework/model.ts';

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
  const isDone = last.items.every((item) => item.kind === 'note' || isAnswered(interview, item));
  return isDone ? latest + 1 : latest;
}
