import { computed, ref } from 'vue';
import { useFormDraft } from '#client/records/use-form-draft.ts';
import { mergeOutlines } from '#domain/catalogue/edition/outline-merge.ts';
import { checkOutline, OUTLINE_FAULTS, type Outline } from '#domain/catalogue/edition/outline.ts';
import type { Catalogue } from '#domain/catalogue/model.ts';
import { language } from '#ui/messages.ts';

/**
 * The form of an edition's policies and pillars. What is typed is kept on the device, with
 * the outline it was made from, until it is saved or dropped.
 *
 * @param catalogue the edition as it is now; null until it has come.
 */
export function useOutlineForm(fiscalYear: number, catalogue: () => Catalogue | null) {
  const current = computed<Outline>(() => {
    const known = catalogue();
    return { policies: known?.policies ?? [], pillars: known?.pillars ?? [] };
  });
  const draft = useFormDraft<Outline & { base: Outline }>(
    () => (catalogue() ? `outline.${fiscalYear}` : undefined),
    () => ({ ...current.value, base: current.value }),
    ['base'],
  );
  const { entered, isRestored, change, confirm } = draft;
  const outline = computed<Outline>(() => ({
    policies: entered.value.policies,
    pillars: entered.value.pillars,
  }));
  /** What both this person and someone else have changed: saving asks whose it shall be. */
  const conflicts = ref<string[]>([]);
  const isChecked = ref(false);

  const found = computed(() => {
    const known = catalogue();
    return known ? checkOutline(outline.value, known) : [];
  });
  /** The faults in words by field, once saving has been tried. */
  const faults = computed(
    () =>
      new Map(
        isChecked.value
          ? found.value.map(({ field, code, key }) => [
              field,
              OUTLINE_FAULTS[code][language.value].replace('{key}', key),
            ])
          : [],
      ),
  );

  /** Brings the input onto the newest outline; without `preferred` it asks where both changed the same, and gives `false` then. */
  function takeIn(preferred?: 'mine' | 'theirs'): boolean {
    const merged = mergeOutlines(entered.value.base, entered.value, current.value, preferred ?? 'mine');
    conflicts.value = preferred ? [] : merged.conflicts;
    if (conflicts.value.length > 0) return false;
    change({ ...merged.outline, base: current.value });
    return true;
  }

  /** Looks for faults and shows them from now on; whether there are none. */
  function check(): boolean {
    isChecked.value = true;
    return found.value.length === 0;
  }

  function drop(): void {
    conflicts.value = [];
    draft.drop();
  }

  return { outline, isRestored, conflicts, faults, change, takeIn, check, drop, confirm };
}
