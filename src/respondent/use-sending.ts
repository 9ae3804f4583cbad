import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { ProblemDocument } from '#protocol/problems.ts';
import type { Submission } from '#protocol/respondent.ts';
import type { SendOutcome } from './post-submission.ts';
import type { ResponseKeeper } from './response-keeper.ts';

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

/** A submission on its way. */
export interface Sending {
  isUnderWay: Readonly<Ref<boolean>>;
  /** The first attempt did not get through: the rest happens in the background. */
  hasFailed: Readonly<Ref<boolean>>;
  /** Why the server did not take the last one. */
  problem: Readonly<ShallowRef<ProblemDocument | undefined>>;
  /** Tries now instead of at the next pause's end. */
  tryNow(): void;
}

/**
 * Sends the kept submission, if there is one without a receipt, until the server has
 * answered: at once, after growing pauses, when the network or the person comes back. The
 * submission stays the same, so that it counts once however often it arrives.
 */
export function useSending(
  { response, change }: Pick<ResponseKeeper, 'response' | 'change'>,
  post: (submission: Submission) => Promise<SendOutcome>,
  random: () => number = Math.random,
): Sending {
  const isUnderWay = ref(false);
  const hasFailed = ref(false);
  const problem = shallowRef<ProblemDocument>();
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The server asked not to be tried before. */
  let notBefore = 0;

  async function attempt(): Promise<void> {
    const { submission, receipt } = response.value;
    if (!submission || receipt || isUnderWay.value) return;
    clearTimeout(timer);
    isUnderWay.value = true;
    const outcome = await post(submission);
    isUnderWay.value = false;
    settle(submission.id, outcome);
  }

  function settle(id: string, outcome: SendOutcome): void {
    if (outcome.kind === 'unreached') return pause(outcome.retryAfterMs ?? 0);
    failures = 0;
    hasFailed.value = false;
    if (outcome.kind === 'refused') problem.value = outcome.problem;
    change((before) => {
      if (before.submission?.id !== id || before.receipt) return before;
      if (outcome.kind === 'received') return { ...before, receipt: outcome.receipt };
      // Not taken: the answers can be mended again, and go out under another id.
      const { submission: _refused, ...open } = before;
      return open;
    });
  }

  function pause(askedMs: number): void {
    // Half of it at random: phones that lost the same network should not come back as one.
    const ownMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures) * (0.5 + random() / 2);
    failures += 1;
    hasFailed.value = true;
    notBefore = Date.now() + askedMs;
    timer = setTimeout(() => void attempt(), Math.max(ownMs, askedMs));
  }

  function tryNow(): void {
    if (Date.now() >= notBefore) void attempt();
  }
  const tryWhenSeen = (): void => {
    if (document.visibilityState === 'visible') tryNow();
  };

  window.addEventListener('online', tryNow);
  document.addEventListener('visibilitychange', tryWhenSeen);
  onScopeDispose(() => {
    clearTimeout(timer);
    window.removeEventListener('online', tryNow);
    document.removeEventListener('visibilitychange', tryWhenSeen);
  });
  watch(
    () => response.value.submission?.id,
    (id) => {
      if (id === undefined) return;
      problem.value = undefined;
      void attempt();
    },
    { immediate: true },
  );
  return { isUnderWay, hasFailed, problem, tryNow };
}
