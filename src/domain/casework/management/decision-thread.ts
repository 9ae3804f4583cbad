import { fiscalYearOf, type PlainDate } from '#domain/canonical/dates.ts';
import type { Decision } from '#domain/records/decision.ts';

/** From what a decision came to what became of it, in the order in which one follows from the other. */
export const THREAD_STEPS = ['numbers', 'meeting', 'decision', 'measure', 'result'] as const;
export type ThreadStep = (typeof THREAD_STEPS)[number];

/**
 * Whether a step of a decision's thread is recorded. The result is `due` from the fiscal year after the decision on, and
 * `later` before that.
 */
export type ThreadState = 'there' | 'missing' | 'due' | 'later';

/** A step of the thread from a number to next year's result. */
export interface ThreadLink {
  step: ThreadStep;
  state: ThreadState;
}

/**
 * The thread of a decision: table or gap, meeting item, decision, programme or theme or agreement on referrals, next
 * year's result. Every step is listed, also those that are missing.
 */
export function listThread(decision: Partial<Decision>, today: PlainDate): ThreadLink[] {
  const { evidence, page, meetingId, programme, theme, agreement, partnerId, outcome, decidedOn } = decision;
  const there: Record<Exclude<ThreadStep, 'result'>, boolean> = {
    numbers: (evidence?.length ?? 0) > 0 || page !== undefined,
    meeting: meetingId !== undefined,
    decision: true,
    measure: [programme, theme, agreement, partnerId].some((each) => each !== undefined),
  };
  const isNextYear = decidedOn !== undefined && fiscalYearOf(today) > fiscalYearOf(decidedOn);
  return THREAD_STEPS.map((step) => ({
    step,
    state:
      step !== 'result'
        ? there[step]
          ? 'there'
          : 'missing'
        : outcome
          ? 'there'
          : isNextYear
            ? 'due'
            : 'later',
  }));
}
