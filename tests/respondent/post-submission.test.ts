import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Submission } from '#protocol/respondent.ts';
import { postSubmission } from '#respondent/post-submission.ts';

const submission = { id: '1' } as Submission;
const RECEIPT = { submissionId: '1', receiptNumber: 'K7', receivedAt: '', isDuplicate: false, isTest: false };
const PROBLEM = {
  type: 'urn:banso:problem:malformed-request',
  status: 422,
  code: 'malformed-request',
  title: 'x',
};

function answer(status: number, body: unknown, headers: Record<string, string> = {}): void {
  vi.stubGlobal('fetch', () =>
    Promise.resolve(
      new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers }),
    ),
  );
}

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('one attempt to send', () => {
  test('a receipt ends it', async () => {
    answer(200, RECEIPT);
    expect(await postSubmission(submission, 'ja')).toEqual({ kind: 'received', receipt: RECEIPT });
  });

  test('a problem that will not pass ends it too', async () => {
    answer(422, PROBLEM);
    expect(await postSubmission(submission, 'ja')).toEqual({ kind: 'refused', problem: PROBLEM });
  });

  test.each([
    ['the server is in trouble', 500, PROBLEM],
    ['it asks for patience', 429, PROBLEM],
    ['a hotel’s page answers in its place', 200, '<html>Please sign in</html>'],
    ['someone else’s JSON answers', 200, { welcome: true }],
    ['a proxy refuses', 403, '<html>Forbidden</html>'],
    [
      'a proxy refuses in a form like ours',
      403,
      { type: 'about:blank', code: 'blocked', title: 'Forbidden' },
    ],
  ])('nothing is certain when %s', async (_, status, body) => {
    answer(status, body);
    expect(await postSubmission(submission, 'ja')).toEqual({ kind: 'unreached' });
  });

  test('the server’s wish when to come again is kept, if it is one in seconds', async () => {
    answer(429, PROBLEM, { 'retry-after': '17' });
    expect(await postSubmission(submission, 'ja')).toEqual({ kind: 'unreached', retryAfterMs: 17_000 });
    answer(503, PROBLEM, { 'retry-after': 'Fri, 20 Nov 2026 00:00:00 GMT' });
    expect(await postSubmission(submission, 'ja')).toEqual({ kind: 'unreached' });
  });

  test('no network is no answer', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    expect(await postSubmission(submission, 'ja')).toEqual({ kind: 'unreached' });
  });

  test('a server that is silent for half a minute is given up, also on phones without AbortSignal.timeout', async () => {
    vi.useFakeTimers();
    vi.stubGlobal('AbortSignal', {});
    vi.stubGlobal(
      'fetch',
      (_: string, { signal }: RequestInit) =>
        new Promise((_resolve, reject) =>
          signal!.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError'))),
        ),
    );
    let outcome: unknown;
    void postSubmission(submission, 'ja').then((found) => (outcome = found));
    await vi.advanceTimersByTimeAsync(29_000);
    expect(outcome).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(outcome).toEqual({ kind: 'unreached' });
  });

  test('an answer in time leaves no timer behind', async () => {
    vi.useFakeTimers();
    answer(200, RECEIPT);
    await postSubmission(submission, 'ja');
    expect(vi.getTimerCount()).toBe(0);
  });
});
