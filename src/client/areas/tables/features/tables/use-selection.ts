import { computed, type ComputedRef } from 'vue';
import type { LocationQuery } from 'vue-router';
import type { Role } from '#domain/access/permissions.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import { language, useMessages } from '#ui/messages.ts';
import { listQuestions, type Question, type QuestionWords } from './questions.ts';
import { parseOwn, parseSelection, type TableSelection } from './table-selection.ts';
import { tablesMessages } from './tables-messages.ts';

/** The words that the questions of a survey need, of those of the page. */
export function questionWords(
  t: (key: 'derived' | 'ownSection' | 'rank' | 'score') => string,
): QuestionWords {
  return { derived: t('derived'), own: t('ownSection'), rank: t('rank'), score: t('score') };
}

/** What can be tabulated, and what of it the address asks for. */
export function useSelection(
  query: () => LocationQuery,
  questionnaire: () => Questionnaire | undefined,
  role: Role,
): { questions: ComputedRef<Question[]>; selection: ComputedRef<TableSelection | undefined> } {
  const t = useMessages(tablesMessages);
  const questions = computed(() => {
    const asked = questionnaire();
    return asked ? listQuestions(asked, role, language.value, questionWords(t), parseOwn(query())) : [];
  });
  return { questions, selection: computed(() => parseSelection(query(), questions.value)) };
}
