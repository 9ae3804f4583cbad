import { computed, type ComputedRef } from 'vue';
import { useRoute, useRouter, type LocationQueryRaw } from 'vue-router';
import type { Screen } from '#domain/interview/screens.ts';

/** Which part of the interview is on the screen. */
export type InterviewView = 'start' | 'question' | 'review' | 'thanks';

/** How to go to a question. */
export interface QuestionWay {
  /** The place left should not be come back to. */
  replace?: boolean;
  /** It is looked at from the review, and leads back there. */
  fromReview?: boolean;
}

/** The place in the interview and the ways from it. */
export interface InterviewPlace {
  view: ComputedRef<InterviewView>;
  /** The item that the address names. */
  asked: ComputedRef<string | undefined>;
  /** The screen with that item; -1 while it is not one that is asked. */
  index: ComputedRef<number>;
  screen: ComputedRef<Screen | undefined>;
  isFromReview: ComputedRef<boolean>;
  toQuestion(key: string, way?: QuestionWay): Promise<void>;
  toReview(options?: { replace: boolean }): Promise<void>;
  toThanks(): Promise<void>;
  /** To the screen before, or back in the browser's history if that is where one came from. */
  toPrevious(): Promise<void>;
  /** Back to the review from a question that it led to. */
  backToReview(): Promise<void>;
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
    view.value === 'question'
      ? state.screens().findIndex(({ items }) => items.some(({ code }) => code === asked.value))
      : -1,
  );

  async function go(query: LocationQueryRaw, replace = false): Promise<void> {
    // Which response, and where the practice leads back to, stay in the address.
    const { q: _q, view: _view, from: _from, ...kept } = route.query;
    await router[replace ? 'replace' : 'push']({ query: { ...kept, ...query } });
  }

  /** Whether the page behind this one in the history has this in its address. */
  function isBehind(name: string, value: string): boolean {
    const cameFrom: unknown = window.history.state?.back;
    return (
      typeof cameFrom === 'string' && new URLSearchParams(cameFrom.split('?')[1] ?? '').get(name) === value
    );
  }

  async function toPrevious(): Promise<void> {
    const screens = state.screens();
    const target = screens[view.value === 'review' ? screens.length - 1 : index.value - 1];
    if (!target) return;
    if (isBehind('q', target.key)) router.back();
    else await go({ q: target.key }, true);
  }

  async function backToReview(): Promise<void> {
    if (isBehind('view', 'review')) router.back();
    else await go({ view: 'review' }, true);
  }

  return {
    view,
    asked,
    index,
    screen: computed(() => state.screens()[index.value]),
    isFromReview: computed(() => view.value === 'question' && route.query['from'] === 'review'),
    toQuestion: (key, { replace = false, fromReview = false } = {}) =>
      go({ q: key, ...(fromReview && { from: 'review' }) }, replace),
    toReview: ({ replace } = { replace: false }) => go({ view: 'review' }, replace),
    toThanks: () => go({ view: 'thanks' }, true),
    toPrevious,
    backToReview,
  };
}
