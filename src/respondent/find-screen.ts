import { isAnswered } from '#domain/interview/completeness.ts';
import type { Interview } from '#domain/interview/interview.ts';
import type { Screen } from '#domain/interview/screens.ts';
import { takesAnswer } from '#domain/questionnaire/model.ts';

/** The screen with this key; if it is not asked any more, the last one before it, else the first. */
export function findScreenIndex({ plan }: Interview, screens: readonly Screen[], key: string): number {
  const order = [...plan.items.keys()];
  const place = order.indexOf(key);
  // Screens stand in the order of the items.
  return Math.max(0, screens.filter((screen) => order.indexOf(screen.key) <= place).length - 1);
}

/** Where to go on after a break: at the screen worked on last, or behind it if it is answered. */
export function findResumeIndex(
  interview: Interview,
  screens: readonly Screen[],
  key: string | undefined,
): number {
  if (key === undefined) return 0;
  const index = findScreenIndex(interview, screens, key);
  const isDone = screens[index]?.items.every((item) => !takesAnswer(item) || isAnswered(interview, item));
  return isDone ? index + 1 : index;
}
