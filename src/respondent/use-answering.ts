import { computed, type ComputedRef } from 'vue';
import type { Instant } from '#domain/canonical/dates.ts';
import type { Json } from '#domain/canonical/json.ts';
import { findBeginDay } from '#domain/casework/response-interview.ts';
import { setAnswer } from '#domain/interview/answering.ts';
import { startPlannedInterview, withAnswers, type Interview } from '#domain/interview/interview.ts';
import { computeRelevance, type Relevance } from '#domain/interview/relevance.ts';
import { listScreens, type Screen } from '#domain/interview/screens.ts';
import type { OpenPage } from './kept-page.ts';
import type { ResponseKeeper } from './response-keeper.ts';

/** A questionnaire being answered: what is asked now, and the way to answer. */
export interface Answering {
  interview: ComputedRef<Interview>;
  relevance: ComputedRef<Relevance>;
  screens: ComputedRef<Screen[]>;
  /** Takes an answer, or under `otherTextCode` the text of an "other" option; it is kept when this returns. */
  answer(code: string, value: Json | undefined): void;
}

/** Answers a page's questionnaire into what the device keeps. */
export function useAnswering(
  { questionnaire, rules }: OpenPage,
  keeper: ResponseKeeper,
  now: () => Instant,
): Answering {
  const seed = computed(() => keeper.response.value.seed);
  const today = computed(() => findBeginDay(keeper.response.value.startedAt));
  const plan = computed(() => startPlannedInterview(questionnaire, rules, {}, seed.value, today.value));
  const interview = computed(() => withAnswers(plan.value, keeper.response.value.answers));
  const relevance = computed(() => computeRelevance(interview.value));
  const screens = computed(() => listScreens(interview.value, relevance.value));

  function answer(code: string, value: Json | undefined): void {
    keeper.change((before) => {
      if (before.submission) return before;
      const { answers } = setAnswer(withAnswers(plan.value, before.answers), code, value);
      return { ...before, answers, answeredAt: { ...before.answeredAt, [code]: now() } };
    });
  }

  return { interview, relevance, screens, answer };
}
