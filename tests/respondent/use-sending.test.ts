// @vitest-environment happy-dom
import { effectScope, nextTick, shallowRef, type EffectScope } from 'vue';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ProblemDocument } from '#protocol/problems.ts';
import type { Submission, SubmissionReceipt } from '#protocol/respondent.ts';
import { beginResponse, type KeptResponse } from '#respondent/kept-response.ts';
import type { SendOutcome } from '#respondent/post-submission.ts';
import { useSending, type Sending } from '#respondent/use-sending.ts';

const submission = { id: 'once' } as Submission;
const receipt = { receiptNumber: 'K7Q-204' } as SubmissionReceipt;
const received: SendOutcome = { kind: 'received', receipt };
const problem: ProblemDocument = { type: '', status: 422, code: 'malformed-request', title: 'x' };

let scope: EffectScope;
let sent: string[];

/** A response whose sending meets these outcomes in turn, the last one for ever. */
function send(outcomes: SendOutcome[]): { sending: Sending; response: { value: KeptResponse } } {
  const response = shallowRef<KeptResponse>({
    ...beginResponse('2026-11-20T00:00:00.000Z', 's'),
    submission,
  });
  const post = (one: Submission): Promise<SendOutcome> => {
    sent.push(one.id);
    return Promise.resolve(outcomes[Math.min(sent.length, outcomes.length) - 1]!);
  };
  const keeper = {
    response,
    change: (update: (before: KeptResponse) => KeptResponse) =>
      void (response.value = update(response.value)),
  };
  const sending = scope.run(() => useSending(keeper, post, () => 1))!;
  return { sending, response };
}

beforeEach(() => {
  vi.useFakeTimers();
  scope = effectScope();
  sent = [];
});
afterEach(() => {
  scope.stop();
  vi.useRealTimers();
});

describe('sending', () => {
  test('keeps the receipt and is done', async () => {
    const { response, sending } = send([received]);
    expect(sending.isUnderWay.value).toBe(true);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(response.value.receipt).toEqual(receipt);
    expect(response.value.submission).toEqual(submission);
    expect(sent).toEqual(['once']);
  });

  test('goes on after 2, 4, 8 … at most 60 seconds with the same submission', async () => {
    const { sending } = send([{ kind: 'unreached' }]);
    await vi.advanceTimersByTimeAsync(0);
    expect(sending.hasFailed.value).toBe(true);
    const pauses: number[] = [];
    for (let count = 1; count < 8; count += 1) {
      let waited = 0;
      while (sent.length === count) {
        await vi.advanceTimersByTimeAsync(1_000);
        waited += 1;
      }
      pauses.push(waited);
    }
    expect(pauses).toEqual([2, 4, 8, 16, 32, 60, 60]);
    expect(new Set(sent)).toEqual(new Set(['once']));
  });

  test('is tried at once when the network or the person comes back', async () => {
    const { response } = send([{ kind: 'unreached' }, { kind: 'unreached' }, received]);
    await vi.advanceTimersByTimeAsync(0);
    window.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toHaveLength(2);
    document.dispatchEvent(new Event('visibilitychange'));
    await vi.advanceTimersByTimeAsync(0);
    expect(response.value.receipt).toEqual(receipt);
  });

  test('waits as long as the server asks, whoever is impatient', async () => {
    const { sending, response } = send([{ kind: 'unreached', retryAfterMs: 30_000 }, received]);
    await vi.advanceTimersByTimeAsync(29_000);
    sending.tryNow();
    window.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(response.value.receipt).toEqual(receipt);
  });

  test('is not begun twice at a time', async () => {
    const { sending } = send([received]);
    sending.tryNow();
    window.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toHaveLength(1);
  });

  test('gives the answers back to be mended when the server refuses them, and says why', async () => {
    const { sending, response } = send([{ kind: 'refused', problem }, received]);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(response.value.submission).toBeUndefined();
    expect(sending.problem.value).toEqual(problem);
    expect(sent).toHaveLength(1);

    response.value = { ...response.value, submission: { ...submission, id: 'mended' } };
    await nextTick();
    await vi.advanceTimersByTimeAsync(0);
    expect(sending.problem.value).toBeUndefined();
    expect(sent).toEqual(['once', 'mended']);
    expect(response.value.receipt).toEqual(receipt);
  });
});
