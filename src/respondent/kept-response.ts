import type { Instant } from '#domain/canonical/dates.ts';
import type { Json } from '#domain/canonical/json.ts';
import type { StoredAnswers } from '#domain/interview/interview.ts';
import { isRecord } from '#domain/questionnaire/stored-value.ts';
import type { Submission, SubmissionReceipt } from '#protocol/respondent.ts';

/** One response as this device keeps it, from the first answer to the receipt. */
export interface KeptResponse {
  /** Decides the order of randomised options. */
  seed: string;
  startedAt: Instant;
  /** Hidden answers included. */
  answers: StoredAnswers;
  /** When each answer was last changed here. */
  answeredAt: Readonly<Record<string, Instant>>;
  /** The screen that was worked on last. */
  place?: string;
  /** Made once; from then on the answers are fixed and only this is sent, however often. */
  submission?: Submission;
  receipt?: SubmissionReceipt;
}

/** Nothing answered yet. */
export function beginResponse(now: Instant, seed: string): KeptResponse {
  return { seed, startedAt: now, answers: {}, answeredAt: {} };
}

/** A response as it was kept; `undefined` for what cannot be one. */
export function parseKeptResponse(text: string): KeptResponse | undefined {
  const value = parseJson(text);
  if (!isRecord(value)) return undefined;
  const { seed, startedAt, answers, answeredAt } = value;
  const isWhole =
    typeof seed === 'string' && typeof startedAt === 'string' && isRecord(answers) && isRecord(answeredAt);
  return isWhole ? (value as unknown as KeptResponse) : undefined;
}

/**
 * What two tabs with the same code have answered, together: of each item the later
 * answer. What was sent stays sent.
 */
export function mergeKeptResponses(own: KeptResponse, other: KeptResponse): KeptResponse {
  const sent =
    [other, own].find(({ receipt }) => receipt) ?? [other, own].find(({ submission }) => submission);
  if (sent) return sent;
  const answers: Record<string, Json> = { ...other.answers };
  const answeredAt: Record<string, Instant> = { ...other.answeredAt };
  for (const [code, at] of Object.entries(own.answeredAt)) {
    const theirs = answeredAt[code];
    const answer = own.answers[code];
    if (answer === undefined || (theirs !== undefined && theirs > at)) continue;
    answers[code] = answer;
    answeredAt[code] = at;
  }
  return { ...own, seed: other.seed, startedAt: other.startedAt, answers, answeredAt };
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
