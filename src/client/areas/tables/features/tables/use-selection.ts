import { computed, type ComputedRef } from 'vue';
import type { LocationQuery } from 'vue-router';
import type { Role } from '#domain/access/permissions.ts';
import type { DerivedColumn } from '#domain/tabulation/dataset/derived-columns.ts';
import { weightColumnOf } from '#domain/tabulation/weighting/apply-weighting.ts';
import type {
  DataSummary,
  SavedWeights,
  WeightingState,
} from '#client/workers/tabulation/tabulation-contract.ts';
import { language, useMessages } from '#ui/messages.ts';
import { listUsableOwn } from './own-columns.ts';
import { listQuestions, type Question, type QuestionWords } from './questions.ts';
import { isUnitOfWaves, parseOwn, parseSelection, type TableSelection } from './table-selection.ts';
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
  const list = (data: DataSummary, own: readonly DerivedColumn[]) =>
    listQuestions(data.questionnaire, role, language.value, questionWords(t), {
      own,
      coded: data.codedTexts,
    });
  const own = computed(() => {
    const data = summary();
    return data ? listUsableOwn(parseOwn(query()), list(data, [])) : [];
  });
  const questions = computed(() => {
    const data = summary();
    return data ? list(data, own.value) : [];
  });
  const selection = computed(() => {
    const parsed = parseSelection(query(), questions.value);
    if (!parsed) return undefined;
    const data = summary();
    const others = new Set(data?.surveys.map(({ id }) => id).filter((id) => id !== data.survey.id));
    const waves = [...new Set(parsed.waves)].filter((id) => others.has(id));
    return {
      ...parsed,
      unit: waves.length > 0 && !isUnitOfWaves(parsed.unit) ? 'percent' : parsed.unit,
      own: own.value,
      weight: findWeight(data, parsed.weight, questions.value)?.column,
      waves,
      waveWeights: Object.fromEntries(
        waves.flatMap((id) => {
          const column = parsed.waveWeights[id];
          const isThere = listWaveWeights(data, id, questions.value).some((each) => each.column === column);
          return column !== undefined && isThere ? [[id, column]] : [];
        }),
      ),
    };
  });
  return { questions, selection };
}

/** Weights that came out. */
export type UsableWeighting = Extract<WeightingState, { column: string }>;

/**
 * The weights that can be used: those that came out, by questions that the person may see. Where answers to one are withheld from
 * this device, its weights would be others than those of the centre.
 */
export function listUsableWeightings(
  { weightings }: Pick<DataSummary, 'weightings'>,
  questions: readonly Pick<Question, 'code'>[],
): UsableWeighting[] {
  const codes = new Set(questions.map(({ code }) => code));
  return weightings.flatMap((state) =>
    'column' in state && state.by.every((column) => codes.has(column)) ? [state] : [],
  );
}

/** By what the answers of another survey can be weighted beside this one's, as far as this person may see the questions. */
export function listWaveWeights(
  summary: Pick<DataSummary, 'otherWeightings'> | null | undefined,
  surveyId: string,
  questions: readonly Pick<Question, 'code'>[],
): (SavedWeights & { column: string })[] {
  const codes = new Set(questions.map(({ code }) => code));
  return (summary?.otherWeightings[surveyId] ?? []).flatMap((saved) =>
    saved.by.every((column) => codes.has(column)) ? [{ ...saved, column: weightColumnOf(saved.id) }] : [],
  );
}

/** The weights of a column, if the survey has such. */
export function findWeight(
  summary: DataSummary | null | undefined,
  column: string | undefined,
  questions: readonly Pick<Question, 'code'>[],
): UsableWeighting | undefined {
  return summary
    ? listUsableWeightings(summary, questions).find((each) => each.column === column)
    : undefined;
}
