import { computed, type ComputedRef } from 'vue';
import type { LocationQuery } from 'vue-router';
import type { Role } from '#domain/access/permissions.ts';
import type { DataSummary, WeightingState } from '#client/workers/tabulation/tabulation-contract.ts';
import { language, useMessages } from '#ui/messages.ts';
import { listQuestions, type Question, type QuestionWords } from './questions.ts';
import { parseOwn, parseSelection, type TableSelection } from './table-selection.ts';
import { tablesMessages } from './tables-messages.ts';

/** The words that the questions of a survey need, of those of the page. */
export function questionWords(
  t: (key: 'derived' | 'codedSection' | 'ownSection' | 'rank' | 'score') => string,
): QuestionWords {
  return {
    derived: t('derived'),
    coded: t('codedSection'),
    own: t('ownSection'),
    rank: t('rank'),
    score: t('score'),
  };
}

/** What can be tabulated, and what of it the address asks for. */
export function useSelection(
  query: () => LocationQuery,
  summary: () => DataSummary | null | undefined,
  role: Role,
): { questions: ComputedRef<Question[]>; selection: ComputedRef<TableSelection | undefined> } {
  const t = useMessages(tablesMessages);
  const questions = computed(() => {
    const data = summary();
    if (!data) return [];
    const added = { own: parseOwn(query()), coded: data.codedTexts };
    return listQuestions(data.questionnaire, role, language.value, questionWords(t), added);
  });
  const selection = computed(() => {
    const parsed = parseSelection(query(), questions.value);
    return parsed && { ...parsed, weight: findWeight(summary(), parsed.weight)?.column };
  });
  return { questions, selection };
}

/** The weights of a column, if the survey has such. */
export function findWeight(
  summary: DataSummary | null | undefined,
  column: string | undefined,
): Extract<WeightingState, { column: string }> | undefined {
  return summary?.weightings.flatMap((state) =>
    'column' in state && state.column === column ? [state] : [],
  )[0];
}
