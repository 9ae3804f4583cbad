import { randomBytes } from 'node:crypto';
import { uuidV7 } from '#domain/canonical/uuid.ts';
import type { Instant } from '#domain/canonical/dates.ts';

/** Unix time in milliseconds; tests give one that stands still. */
export type Clock = () => number;

/** The clock's time as an instant. */
export function instantOf(clock: Clock): Instant {
  return new Date(clock()).toISOString();
}

/** A new UUIDv7 made at the clock's time. */
export function newId(clock: Clock): string {
  return uuidV7(clock(), randomBytes);
}
