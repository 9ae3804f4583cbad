import { liveQuery } from 'dexie';
import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { noteFailure, reopenings } from './device-trouble.ts';

/** A query's newest answer, and whether there has been one yet. */
export interface LiveQuery<T> {
  data: Readonly<ShallowRef<T>>;
  ready: Readonly<Ref<boolean>>;
}

/**
 * Follows a query of the device's database: the answer is renewed after every change of
 * what it read, in this tab or another, and whenever `inputs` changes. Ends with the
 * component or store that asked.
 *
 * @param ahead an answer to the same query that was asked for before; shown until the first of its own.
 */
export function useLiveQuery<T>(
  query: () => Promise<T>,
  initial: T,
  inputs: () => unknown = () => undefined,
  ahead?: Promise<T>,
): LiveQuery<T> {
  const data = shallowRef(initial);
  const ready = ref(false);
  let subscription: { unsubscribe(): void } | undefined;
  async function showAhead(asked: Promise<T>): Promise<void> {
    const answer = await asked;
    if (ready.value) return;
    data.value = answer;
    ready.value = true;
  }
  // Where it fails, the query itself fails in the same way and tells.
  if (ahead) showAhead(ahead).catch(() => undefined);
  watch(
    [inputs, reopenings],
    () => {
      subscription?.unsubscribe();
      // Dexie follows a query over its awaits only where it is itself an async function; of any other it sees
      // what is read before the first one alone.
      subscription = liveQuery(async () => query()).subscribe({
        next(answer) {
          data.value = answer;
          ready.value = true;
        },
        error(error: unknown) {
          // Not shown as emptiness: the person must not believe that records are gone.
          console.error('a query of the device database failed', error);
          noteFailure(error);
        },
      });
    },
    { immediate: true },
  );
  onScopeDispose(() => subscription?.unsubscribe());
  return { data, ready };
}
