import { onScopeDispose, watch } from 'vue';
import { useRoute, useRouter, type LocationQuery, type LocationQueryRaw } from 'vue-router';

/** Safari allows a hundred changes of the address in thirty seconds: it follows when the typing pauses. */
const ADDRESS_PAUSE_MS = 400;

/**
 * Keeps what a list is narrowed to in the address of its page, so that "back" comes to this
 * very list: bind `writeAddress` to the page's `@click.capture`, for whatever leads away is
 * pressed there.
 *
 * @param name the page's route.
 * @param query what the list is narrowed to, as an address says it.
 * @param read takes in what the address says after a navigation to the same page.
 */
export function useListAddress(
  name: string,
  query: () => LocationQueryRaw,
  read: (query: LocationQuery) => void,
): { writeAddress: () => void } {
  const route = useRoute();
  const router = useRouter();
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Past the router: what is typed is no navigation, and must neither scroll the list nor wait for guards. */
  function writeAddress(): void {
    clearTimeout(timer);
    router.options.history.replace(router.resolve({ name, query: query() }).fullPath);
  }
  watch(query, () => {
    clearTimeout(timer);
    timer = setTimeout(writeAddress, ADDRESS_PAUSE_MS);
  });
  watch(
    () => route.query,
    (given) => {
      if (route.name === name) read(given);
    },
  );
  onScopeDispose(() => clearTimeout(timer));
  return { writeAddress };
}
