import type { Instant } from '#domain/canonical/dates.ts';

/** A device's clock is believed for this long back; answers may have been on their way for weeks. */
const MAX_AGE_MS = 90 * 24 * 60 * 60 * 1000;

/** When a company began, answered each item, and sent. */
export interface SubmissionTimes {
  startedAt: Instant;
  submittedAt: Instant;
  /** By the item's code. */
  answeredAt: ReadonlyMap<string, Instant>;
}

/**
 * The times that a device gives, kept in their order and within reason, for its clock may be
 * wrong: nothing lies after `now` or more than 90 days before it, and nothing was begun or
 * answered after it was sent. What is no time at all becomes the latest that it can be.
 */
export function readSubmissionTimes(
  {
    startedAt,
    submittedAt,
    answeredAt,
  }: { startedAt: string; submittedAt: string; answeredAt: Readonly<Record<string, string>> },
  now: Instant,
): SubmissionTimes {
  const nowMs = Date.parse(now);
  const within = (text: string, latestMs: number): number => {
    const ms = Date.parse(text);
    return Number.isNaN(ms) ? latestMs : Math.min(Math.max(ms, nowMs - MAX_AGE_MS), latestMs);
  };
  const submittedMs = within(submittedAt, nowMs);
  const toInstant = (ms: number): Instant => new Date(ms).toISOString();
  return {
    startedAt: toInstant(within(startedAt, submittedMs)),
    submittedAt: toInstant(submittedMs),
    answeredAt: new Map(
      Object.entries(answeredAt).map(([code, text]) => [code, toInstant(within(text, submittedMs))]),
    ),
  };
}
