import type { Language } from '#domain/canonical/language.ts';
import type { ProblemDocument } from '#protocol/problems.ts';
import { SUBMISSION_PATH } from '#protocol/respondent-page.ts';
import type { Submission, SubmissionReceipt } from '#protocol/respondent.ts';

/** What became of one attempt to send. */
export type SendOutcome =
  | { kind: 'received'; receipt: SubmissionReceipt }
  /** The server understood and will not take it: sending again as it is would change nothing. */
  | { kind: 'refused'; problem: ProblemDocument }
  /** Nobody knows whether it arrived; the same submission may be sent again. */
  | { kind: 'unreached'; retryAfterMs?: number };

const TIMEOUT_MS = 30_000;
/** Request timeout, too early, too many requests: to be tried again. */
const PASSING_STATUSES = [408, 425, 429];

/** Sends a submission once. It never throws. */
export async function postSubmission(submission: Submission, language: Language): Promise<SendOutcome> {
  let response: Response;
  let body: unknown;
  // Not AbortSignal.timeout: a phone of 2021 has none, and would read as never reached.
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), TIMEOUT_MS);
  try {
    response = await fetch(SUBMISSION_PATH, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': language },
      body: JSON.stringify(submission),
      redirect: 'error',
      signal: timeout.signal,
    });
    body = await response.json();
  } catch {
    // No network, or something between here and the server answered with a page of its own.
    return { kind: 'unreached' };
  } finally {
    clearTimeout(timer);
  }
  if (response.ok && isReceipt(body)) return { kind: 'received', receipt: body };
  const isFinal =
    response.status >= 400 && response.status < 500 && !PASSING_STATUSES.includes(response.status);
  if (isFinal && isProblem(body)) return { kind: 'refused', problem: body };
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds)
    ? { kind: 'unreached', retryAfterMs: seconds * 1000 }
    : { kind: 'unreached' };
}

function isReceipt(value: unknown): value is SubmissionReceipt {
  return typeof value === 'object' && value !== null && 'receiptNumber' in value;
}

function isProblem(value: unknown): value is ProblemDocument {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    String(value.type).startsWith('urn:banso:')
  );
}
