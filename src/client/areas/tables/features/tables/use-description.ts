import { computed, type ComputedRef, type Ref } from 'vue';
import type { DataSummary } from '#client/workers/tabulation/tabulation-contract.ts';
import type { Choice } from '#ui/choice.ts';
import { language, useMessages } from '#ui/messages.ts';
import type { Question } from './questions.ts';
import { describeOrigin, nameWeights, titleTable, type Described, type OriginLine } from './table-origin.ts';
import type { TableSelection } from './table-selection.ts';
import { tablesMessages } from './tables-messages.ts';
import { findWeight, listUsableWeightings } from './use-selection.ts';

/** What the table that is chosen is called and says of itself. */
export interface Description {
  described: ComputedRef<Described | undefined>;
  title: ComputedRef<string>;
  origin: ComputedRef<OriginLine[]>;
  /** By what it can be weighted. */
  weights: ComputedRef<Choice[]>;
}

/** Describes the table that is chosen. */
export function useDescription(
  summary: Readonly<Ref<DataSummary | null | undefined>>,
  selection: Readonly<Ref<TableSelection | undefined>>,
  questions: Readonly<Ref<readonly Question[]>>,
): Description {
  const t = useMessages(tablesMessages);
  const named = (codes: readonly string[]): Question[] =>
    codes.flatMap((code) => questions.value.find((question) => question.code === code) ?? []);
  const weightName = computed(() => {
    const weighting = findWeight(summary.value, selection.value?.weight, questions.value);
    return weighting && nameWeights(weighting, t);
  });
  const described = computed(
    () =>
      selection.value && {
        ...selection.value,
        items: named(selection.value.items),
        by: selection.value.by.map(named),
        weight: weightName.value,
      },
  );
  return {
    described,
    title: computed(() => (described.value ? titleTable(described.value.items, described.value.by, t) : '')),
    origin: computed(() =>
      described.value && summary.value
        ? describeOrigin(described.value, questions.value, summary.value, language.value, t)
        : [],
    ),
    weights: computed(() =>
      summary.value
        ? listUsableWeightings(summary.value, questions.value).map(({ column, title: name }) => ({
            value: column,
            label: name,
          }))
        : [],
    ),
  };
}
