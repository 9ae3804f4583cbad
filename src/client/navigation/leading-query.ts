import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';
import {
  parseQuery,
  stringifyQuery,
  useRoute,
  useRouter,
  type LocationQuery,
  type LocationQueryRaw,
} from 'vue-router';
import { useAfterPainting } from '#client/browser/after-painting.ts';

/**
 * The query of the address, for a page whose choices have to show at once: what one chooses counts as soon as it is
 * chosen, and the address follows when the page has been painted with it.
 */
export function useLeadingQuery(): {
  query: Readonly<ShallowRef<LocationQuery>>;
  choose: (chosen: LocationQueryRaw) => void;
} {
  const route = useRoute();
  const router = useRouter();
  const query = shallowRef(route.query);
  /** What the address does not say yet. */
  const ahead = shallowRef<LocationQueryRaw>();
  let isFollowing = false;

  watch(
    () => route.query,
    (followed) => {
      if (!ahead.value) query.value = followed;
    },
  );
  // Who goes elsewhere meanwhile is not called back.
  onScopeDispose(
    router.beforeEach(() => {
      if (!isFollowing) ahead.value = undefined;
    }),
  );

  async function follow(chosen: LocationQueryRaw): Promise<void> {
    isFollowing = true;
    try {
      await router.replace({ query: chosen });
    } finally {
      isFollowing = false;
      if (ahead.value === chosen) ahead.value = undefined;
    }
  }
  watch(
    useAfterPainting(() => ahead.value),
    (chosen) => {
      if (chosen && chosen === ahead.value) void follow(chosen);
    },
  );

  return {
    query,
    choose(chosen) {
      ahead.value = chosen;
      query.value = parseQuery(stringifyQuery(chosen));
    },
  };
}
