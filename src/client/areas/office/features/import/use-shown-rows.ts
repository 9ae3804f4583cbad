import { computed, ref, type ComputedRef } from 'vue';

/** The first rows of a long list, and the way to more: a list of thousands would hold up the page. */
export interface ShownRows<Row> {
  shown: ComputedRef<Row[]>;
  /** How many more come at a press; 0 where all are shown. */
  nextCount: ComputedRef<number>;
  showMore(): void;
}

/** @param first how many are shown at the beginning; each press adds ten times as many */
export function useShownRows<Row>(rows: () => readonly Row[], first: number): ShownRows<Row> {
  const count = ref(first);
  const step = 10 * first;
  return {
    shown: computed(() => rows().slice(0, count.value)),
    nextCount: computed(() => Math.max(0, Math.min(rows().length - count.value, step))),
    showMore: () => void (count.value += step),
  };
}
