import type { Screen } from '#domain/interview/screens.ts';

/** What people take on average for a screen, reading included. */
const SECONDS_PER_SCREEN = 15;

/** How many minutes answering will take, to the nearest; at least one. */
export function estimateMinutes(screens: readonly Screen[]): number {
  return Math.max(1, Math.round((screens.length * SECONDS_PER_SCREEN) / 60));
}
