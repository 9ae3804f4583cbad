import { liveQuery } from 'dexie';
import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { noteFailure, reopenings } from './device-trouble.ts';

/** A query's newest answer, and whether there has been one yet. */
export interface LiveQuery<T> {
  data: Readonly<ShallowRef<T>>;
  ready: Readonly<Ref<boolean>>;
}

/** What a query may be followed with. */
export interface LiveQueryOptions<T> {
  /** An answer to the same query that was asked for before; shown until the first of its own. */
  ahead?: Promise<T> | undefined;
  /**
   * While so, it is read once a second and not after every change: where thousands of records arrive, each page of them
   * would have to wait until it is read again.
   */
  isCalm?: () => boolean;
}

/** How often a query is read while it is calm. */
const CALM_MS = 1000;

/**
 * Follows a query of the device's database: the answer is renewed after every change of
 * what it read, in this tab or another, and whenever `inputs` changes. Ends with the
 * component or store that asked.
 */
export function useLiveQuery<T>(
  query: () => Promise<T>,
  initial: T,
  inputs: () => unknown = () => undefined,
  { ahead, isCalm = () => false }: LiveQueryOptions<T> = {},
): LiveQuery<T> {
  const data = shallowRef(initial);
  const ready = ref(false);
  let subscription: { unsubscribe(): void } | undefined;
  function show(answer: T): void {
    data.value = answer;
    ready.value = true;
  }
  async function showAhead(asked: Promise<T>): Promise<void> {
    const answer = await asked;
    if (!ready.value) show(answer);
  }
  // Where it fails, the query itself fails in the same way and tells.
  if (ahead) showAhead(ahead).catch(() => undefined);
  function fail(error: unknown): void {
    // Not shown as emptiness: the person must not believe that records are gone.
    console.error('a query of the device database failed', error);
    noteFailure(error);
  }
  watch(
    [inputs, reopenings, isCalm],
    () => {
      subscription?.unsubscribe();
      // Dexie follows a query over its awaits only where it is itself an async function; of any other it sees
      // what is read before the first one alone.
      subscription = isCalm()
        ? readRepeatedly(query, show, fail)
        : liveQuery(async () => query()).subscribe({ next: show, error: fail });
    },
    { immediate: true },
  );
  onScopeDispose(() => subscription?.unsubscribe());
  return { data, ready };
}

/** Reads a query now, and again a while after each answer, until nobody wants it. */
function readRepeatedly<T>(
  query: () => Promise<T>,
  show: (answer: T) => void,
  fail: (error: unknown) => void,
): { unsubscribe(): void } {
  let isWanted = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  async function read(): Promise<void> {
    try {
      const answer = await query();
      if (!isWanted) return;
      show(answer);
      timer = setTimeout(() => void read(), CALM_MS);
    } catch (error) {
      if (isWanted) fail(error);
    }
  }
  void read();
  return {
    unsubscribe() {
      isWanted = false;
      clearTimeout(timer);
    },
  };
}
