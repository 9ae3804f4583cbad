import {
  computed,
  onMounted,
  onScopeDispose,
  shallowRef,
  watch,
  type ComputedRef,
  type ShallowRef,
} from 'vue';
import type { Catalogue } from '#domain/catalogue/model.ts';
import { countFacets, filterProgrammes, type FacetCounts } from '#domain/catalogue/search/search-filter.ts';
import { searchProgrammes, type ProgrammeHit } from '#domain/catalogue/search/search.ts';
import { getProgrammeIndex } from './catalogue.ts';
import type { ProgrammeSelection } from './programme-filter.ts';

/** How many rows a phone, and a wider screen, shows at once below the search. */
const FIRST_ROWS = { narrow: 6, wide: 9 };
/** How many rows a frame can take on a slow phone. */
const ROWS_PER_STEP = 16;
/** After a key, when the finger is likely to have left it. */
const SETTLE_MS = 30;
/** Runs through Japanese and Latin terms, so that the engine has compiled both. */
const REHEARSED = '支援 a';

/** What was found, in the two parts in which it comes to the screen. */
export interface FoundProgrammes {
  /** What the screen shows without scrolling; follows every key at once. */
  first: readonly ProgrammeHit[];
  rest: readonly ProgrammeHit[];
  /** The rest is still that of an earlier key and not to be seen. */
  isRestStale: boolean;
}

export interface ProgrammeSearch {
  found: ComputedRef<FoundProgrammes>;
  /** How many were found in all, the rest included. */
  total: ComputedRef<number>;
  counts: Readonly<ShallowRef<FacetCounts>>;
}

/**
 * Searches an edition and counts beside the filters. While one types, only the first rows
 * follow each key; the others and the counts come between the keys, in small steps.
 */
export function useProgrammeSearch(
  catalogue: () => Catalogue | undefined,
  selection: () => ProgrammeSelection,
  favourites: () => ReadonlySet<string>,
  fiscalYear: number,
  isWide: () => boolean,
): ProgrammeSearch {
  const firstRows = computed(() => FIRST_ROWS[isWide() ? 'wide' : 'narrow']);
  const text = computed(() => selection().text);
  const matching = computed(() => search(catalogue(), text.value));
  const hits = computed(() => {
    const wanted = selection().favourites ? favourites() : undefined;
    return wanted ? matching.value.filter(({ programme }) => wanted.has(programme.key)) : matching.value;
  });
  const passed = computed(() => filterProgrammes(hits.value, selection().filter, fiscalYear));
  const rest = shallowRef<readonly ProgrammeHit[]>([]);
  const isRestStale = shallowRef(false);
  const counts = shallowRef(count());
  let timer: ReturnType<typeof setTimeout> | undefined;

  function count(): FacetCounts {
    return countFacets(hits.value, selection().filter, fiscalYear);
  }

  function settle(): void {
    clearTimeout(timer);
    rest.value = passed.value.slice(firstRows.value);
    isRestStale.value = false;
    counts.value = count();
  }

  /** Puts the found rows in the place of the old ones, which stay out of sight until all are there. */
  function settleInSteps(done: number): void {
    const all = passed.value.slice(firstRows.value);
    rest.value = [...all.slice(0, done), ...rest.value.slice(done, all.length)];
    if (done < all.length) timer = setTimeout(settleInSteps, 0, done + ROWS_PER_STEP);
    else settle();
  }

  watch([passed, text, catalogue], ([, newText], [, oldText, oldEdition]) => {
    // A choice must not move what is under the finger; at a key, and when the page has just been opened, the first screen comes first.
    if (newText === oldText && oldEdition) return settle();
    clearTimeout(timer);
    isRestStale.value = true;
    timer = setTimeout(settleInSteps, SETTLE_MS, ROWS_PER_STEP);
  });
  watch(firstRows, settle);
  settle();
  // The list needs no index, the first key does: it is made, and tried once, while nobody waits for it.
  onMounted(() => {
    const idle = setTimeout(
      () => watch(catalogue, (edition) => void search(edition, REHEARSED), { immediate: true }),
      300,
    );
    onScopeDispose(() => clearTimeout(idle));
  });
  onScopeDispose(() => clearTimeout(timer));

  return {
    found: computed(() => ({
      first: passed.value.slice(0, firstRows.value),
      rest: rest.value,
      isRestStale: isRestStale.value,
    })),
    total: computed(() => passed.value.length),
    counts,
  };
}

function search(catalogue: Catalogue | undefined, text: string): ProgrammeHit[] {
  if (!catalogue) return [];
  if (text.trim() === '')
    return catalogue.programmes.map((programme) => ({ programme, score: 0, matches: [] }));
  return searchProgrammes(getProgrammeIndex(catalogue), text);
}
