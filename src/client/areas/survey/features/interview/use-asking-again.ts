import { computed, ref, watch, type ComputedRef } from 'vue';
import { checkAnswer } from '#domain/interview/answer-check.ts';
import type { Screen } from '#domain/interview/screens.ts';
import { language } from '#ui/messages.ts';
import type { InterviewSession } from './interview-session.ts';

/** What is wrong on a screen, said when the person wants to go on, and not before. */
export interface AskingAgain {
  /** By item code. */
  problems: ComputedRef<Record<string, string[]>>;
  firstProblem: ComputedRef<string | undefined>;
  /** Whether one may go on now: the first time gaps are pointed out, the second time they are left. */
  mayGoOn(): boolean;
}

/** Points out gaps of a screen once; a question is never a trap. */
export function useAskingAgain(
  { interview, relevance }: InterviewSession,
  screen: () => Screen | undefined,
): AskingAgain {
  const isAsked = ref(false);
  watch(
    () => screen()?.key,
    () => (isAsked.value = false),
  );
  const found = computed<Record<string, string[]>>(() => {
    const current = interview.value;
    if (!current) return {};
    return Object.fromEntries(
      (screen()?.items ?? []).map((item) => [
        item.code,
        checkAnswer(current, item, relevance.value).map(({ message }) => message[language.value]),
      ]),
    );
  });
  const first = computed(() => Object.values(found.value).flat()[0]);

  return {
    problems: computed(() => (isAsked.value ? found.value : {})),
    firstProblem: computed(() => (isAsked.value ? first.value : undefined)),
    mayGoOn() {
      const wasAsked = isAsked.value;
      isAsked.value = true;
      return wasAsked || first.value === undefined;
    },
  };
}
