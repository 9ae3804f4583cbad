import { computed, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { DataSummary, SurveyTables } from '#client/workers/tabulation/tabulation-contract.ts';
import { language, useMessages } from '#ui/messages.ts';
import type { Question } from './questions.ts';
import { describeWaves, type OriginLine } from './table-origin.ts';
import type { TableSelection } from './table-selection.ts';
import type { TableView } from './table-view.ts';
import { tablesMessages } from './tables-messages.ts';
import { useDescription } from './use-description.ts';
import type { Tabulation } from './use-tabulation.ts';
import { sayWaves, viewTables } from './view-tables.ts';
import { nameWaves } from './wave-view.ts';

/** A table as it stands on the page: its figures, and the selection for which they were counted. */
export interface ShownTable {
  tables: readonly SurveyTables[];
  view: TableView;
  selection: TableSelection;
  questions: readonly Question[];
  summary: DataSummary;
  title: string;
  origin: readonly OriginLine[];
  /** Which surveys its rows are of, a line for each where there are several. */
  waveLines: readonly OriginLine[];
  /** The name of the weights. */
  weight: string | undefined;
  /** What has to be said of other surveys beside it. */
  waveNotes: readonly string[];
  /** Whether the filter leaves nobody; a question that nobody of them was asked still has a table. */
  isEmptied: boolean;
}

/**
 * The table of a selection in words. While the next one is being counted the last one stays, under its own heading: one
 * sees figures change, not come and go.
 */
export function useShownTable(
  { tables, summary, isCounted }: Pick<Tabulation, 'tables' | 'summary' | 'isCounted'>,
  selection: Ref<TableSelection | undefined>,
  questions: Ref<readonly Question[]>,
): {
  shown: Readonly<ShallowRef<ShownTable | undefined>>;
  weights: ReturnType<typeof useDescription>['weights'];
} {
  const t = useMessages(tablesMessages);
  const { described, title, origin, weights } = useDescription(summary, selection, questions);
  const waveNames = computed(() => nameWaves(summary.value?.surveys ?? [], language.value));

  const next: ComputedRef<ShownTable | undefined> = computed(() => {
    if (!tables.value || !selection.value || !summary.value || !isCounted.value) return undefined;
    const view = viewTables(tables.value, selection.value, questions.value, waveNames.value, {
      total: t('total'),
      unanswered: t('unanswered'),
      mean: t('mean'),
      sd: t('sd'),
    });
    if (!view) return undefined;
    return {
      tables: tables.value,
      view,
      selection: selection.value,
      questions: questions.value,
      summary: summary.value,
      title: title.value,
      origin: origin.value,
      waveLines: describeWaves(tables.value, summary.value, waveNames.value, language.value, t),
      weight: described.value?.weight,
      waveNotes: sayWaves(tables.value, selection.value, questions.value, waveNames.value, t),
      isEmptied: selection.value.filter.length > 0 && view.total.parts.every(({ base }) => base === 0),
    };
  });
  const shown = shallowRef<ShownTable>();
  watch(
    [next, tables],
    ([table]) => {
      // Without tables at all the survey is another one.
      if (table || !tables.value) shown.value = table;
    },
    { immediate: true },
  );
  return { shown, weights };
}
