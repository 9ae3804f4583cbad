import { readonly, shallowRef, type ShallowRef } from 'vue';

/** Where in the questionnaire one is. A question is named by its screen's key. */
export type Place =
  | { view: 'start' }
  | { view: 'question'; key: string; isForReview?: boolean }
  | { view: 'review' };

/** The place in the browser's history: its back button leads back by a question. */
export interface PlaceHistory {
  place: Readonly<ShallowRef<Place>>;
  go(to: Place): void;
  /** Back to the place before, by the history if that is where one came from. */
  back(to: Place): void;
}

interface HistoryState {
  place: Place;
  /** From which place one came to this one. */
  from?: Place;
}

/** Follows the history of a window; a reload stays where it was. */
export function usePlaceHistory(page: Window = window): PlaceHistory {
  const read = () => page.history.state as Partial<HistoryState> | null;
  const place = shallowRef<Place>(read()?.place ?? { view: 'start' });
  page.history.scrollRestoration = 'manual';
  page.addEventListener('popstate', () => (place.value = read()?.place ?? { view: 'start' }));

  const isSame = (one: Place | undefined, other: Place) => JSON.stringify(one) === JSON.stringify(other);
  return {
    place: readonly(place),
    go(to) {
      if (isSame(place.value, to)) return;
      page.history.pushState({ place: to, from: place.value } satisfies HistoryState, '');
      place.value = to;
    },
    back(to) {
      if (isSame(read()?.from, to)) return page.history.back();
      page.history.replaceState({ place: to } satisfies HistoryState, '');
      place.value = to;
    },
  };
}
