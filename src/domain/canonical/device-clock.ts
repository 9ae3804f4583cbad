import type { Instant } from './dates.ts';

/** A device's clock may be off by this much before anyone is told. */
export const CLOCK_TOLERANCE_MS = 10 * 60_000;

/** What a device learnt of the time when it last heard the server. */
export interface HeardTime {
  /** What the server said. */
  serverTime: Instant | undefined;
  /** Server time minus device time, in milliseconds. */
  offsetMs: number;
}

/**
 * Whether a device's clock is known to be wrong: it was far off when the server was last heard, or it
 * stands before that moment, which needs no network to be seen. A reason to tell its person, never to
 * hold anything up.
 */
export function isClockWrong(now: Instant, { serverTime, offsetMs }: HeardTime): boolean {
  const behind = serverTime === undefined ? 0 : Date.parse(serverTime) - Date.parse(now);
  return Math.abs(offsetMs) > CLOCK_TOLERANCE_MS || behind > CLOCK_TOLERANCE_MS;
}
