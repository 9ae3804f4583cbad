import type { Instant } from '#domain/canonical/dates.ts';

/** A record as rules see it: which one it is and what it holds so far. Nothing of it is certain to be filled in. */
export interface Recorded<Fields> {
  id: string;
  fields: Partial<Fields>;
}

/** When a record was made: a UUIDv7 begins with its Unix time in milliseconds (RFC 9562 §5.7). */
export function madeAtOf(recordId: string): Instant {
  return new Date(parseInt(recordId.replaceAll('-', '').slice(0, 12), 16)).toISOString();
}
