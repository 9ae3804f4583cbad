import { computed, type ComputedRef } from 'vue';
import { useRoute, useRouter, type LocationQueryRaw } from 'vue-router';
import type { Screen } from '#domain/interview/screens.ts';

/** Which part of the interview is on the screen. */
export type InterviewView = 'start' | 'question' | 'review' | 'thanks';

/** The place in the interview and the ways from it. */
export interface InterviewPlace {
  view: ComputedRef<InterviewView>;
  /** The question on the screen; -1 while it is not one that is asked. */
  index: ComputedRef<number>;
  screen: ComputedRef<Screen | undefined>;
  /** Goes to a question; `replace` where the place left should not be come back to. */
  toQuestion(key: string, options?: { replace: boolean }): Promise<void>;
  toReview(options?: { replace: boolean }): Promise<void>;
  toThanks(): Promise<void>;
  /** To the question before, or back in the browser's history if that is where one came from. */
  toPrevious(): Promise<void>;
}

/**
 * Keeps the place in the address (`?q=issues`, `?view=review`): the browser's back is the
 * question before, and a reload comes back to the same question.
 */
export function useInterviewPlace(state: {
  screens: () => readonly Screen[];
  hasResponse: () => boolean;
  isSubmitted: () => boolean;
}): InterviewPlace {
  const route = useRoute();
  const router = useRouter();
  const asked = computed(() => (typeof route.query['q'] === 'string' ? route.query['q'] : undefined));

  const view = computed<InterviewView>(() => {
    if (!state.hasResponse()) return 'start';
    if (state.isSubmitted()) return route.query['view'] === 'thanks' ? 'thanks' : 'review';
    // The thanks may be in the address a moment before the submission shows in the record.
    return route.query['view'] === 'review' || route.query['view'] === 'thanks' ? 'review' : 'question';
  });
  const index = computed(() =>
    view.value === 'question' ? state.screens().findIndex(({ items }) => items.some(({ code }) => code === asked.value)) : -1,
  );

  async function go(query: LocationQueryRaw, replace = false): Promise<void> {
    const { response } = route.query;
    await router[replace ? 'replace' : 'push']({ query: response ? { response, ...query } : query });
  }

  async function toPrevious(): Promise<void> {
    const screens = state.screens();
    const target = screens[view.value === 'review' ? screens.length - 1 : index.value - 1];
    if (!target) return;
    const cameFrom: unknown = window.history.state?.back;
    const isBehind = typeof cameFrom === 'string' && new URLSearchParams(cameFrom.split('?')[1] ?? '').get('q') === target.key;
    if (isBehind) router.back();
    else await go({ q: target.key }, true);
  }

  return {
    view,
    index,
    screen: computed(() => state.screens()[index.value]),
    toQuestion: (key, { replace } = { replace: false }) => go({ q: key }, replace),
    toReview: ({ replace } = { replace: false }) => go({ view: 'review' }, replace),
    toThanks: () => go({ view: 'thanks' }, true),
    toPrevious,
  };
}
