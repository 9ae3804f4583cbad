import { computed, type ComputedRef } from 'vue';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { CountDimension } from '#domain/records/establishment-count.ts';
import { useCodeLabels } from '#client/records/code-labels.ts';
import { findDocument } from '#client/records/documents.ts';
import { useLiveQuery } from '#client/records/live-query.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import type { Choice } from '#ui/choice.ts';
import { language } from '#ui/messages.ts';

/** How industries, sizes, regions and municipalities are called. */
export interface DimensionWords {
  choices: ComputedRef<Record<CountDimension, Choice[]>>;
  /** A code's label; the code itself where it is not known, nothing where there is none. */
  label: (dimension: CountDimension | 'municipality', code: string | undefined) => string;
  /** Industries, sizes and regions in the order of the questionnaire; others last. */
  placeOf: (dimension: CountDimension, code: string | undefined) => number;
}

/**
 * The words of the questionnaire on this device.
 *
 * @param isWanted until when it is not read, which takes a moment of the page's
 */
export function useDimensionWords(isWanted: () => boolean = () => true): DimensionWords {
  const { db } = useWorkspace();
  const { data: questionnaire } = useLiveQuery<Questionnaire | undefined>(
    async () => (isWanted() ? findDocument(db, 'questionnaire') : undefined),
    undefined,
    isWanted,
  );
  const labels = useCodeLabels(questionnaire);
  const regions = computed(
    () => questionnaire.value?.classifications.find(({ code }) => code === 'region')?.categories ?? [],
  );
  const choices = computed(() => {
    const toChoices = (options: readonly { code: string; label: Record<'ja' | 'en', string> }[]): Choice[] =>
      options.map(({ code, label }) => ({ value: code, label: label[language.value] }));
    return {
      industry: toChoices(labels.options('attribute.industry')),
      employees: toChoices(labels.options('attribute.employees')),
      region: toChoices(regions.value),
    };
  });
  return {
    choices,
    label(dimension, code) {
      if (code === undefined || !questionnaire.value) return '';
      if (dimension === 'municipality') return labels.label('attribute.municipality', code);
      return choices.value[dimension].find(({ value }) => value === code)?.label ?? code;
    },
    placeOf(dimension, code) {
      const place = choices.value[dimension].findIndex(({ value }) => value === code);
      return place < 0 ? Infinity : place;
    },
  };
}
