import type { Instant } from '#domain/canonical/dates.ts';

/** Over a weekend nobody syncs; a device that is silent longer than this may be lost, and its records with it. */
const DAYS = 3;

/** Whether a device on which records wait has not been heard of for so long that its person should be asked. */
export function isOutOfTouch(
  { unsent, lastContactAt }: { unsent: number; lastContactAt: Instant },
  now: Instant,
): boolean {
  return unsent > 0 && Date.parse(now) - Date.parse(lastContactAt) > DAYS * 86_400_000;
}
