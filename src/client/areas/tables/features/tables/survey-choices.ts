import type { TabulatedSurvey } from '#domain/tabulation/dataset/survey-choice.ts';
import type { DataSummary } from '#client/workers/tabulation/tabulation-contract.ts';
import type { Choice } from '#ui/choice.ts';
import { formatCount } from '#ui/format.ts';
import { language } from '#ui/messages.ts';
import type { Question } from './questions.ts';
import { listWaveWeights } from './use-selection.ts';
import { nameWaves } from './wave-view.ts';

/** A survey that can stand beside the one that is counted. */
export interface WaveChoice extends Choice {
  /** What it is called beside others. */
  name: string;
  /** By what it can be weighted. */
  weights: Choice[];
}

/**
 * The surveys to choose from, each with its number of responses, in the language of the screen.
 * @param t the texts of the tables
 */
export function listSurveyChoices(
  surveys: readonly TabulatedSurvey[],
  t: (key: 'surveyChoice', parameters: { title: string; n: string }) => string,
): { value: string; label: string }[] {
  return surveys.map(({ id, title, responseCount }) => ({
    value: id,
    label: t('surveyChoice', { title: title[language.value], n: formatCount(responseCount, 'response') }),
  }));
}

/** The surveys that can stand beside the one that is counted. */
export function listWaveChoices(
  summary: DataSummary | null | undefined,
  questions: readonly Question[],
  t: Parameters<typeof listSurveyChoices>[1],
): WaveChoice[] {
  if (!summary) return [];
  const names = nameWaves(summary.surveys, language.value);
  return listSurveyChoices(summary.surveys, t).flatMap((choice): WaveChoice[] =>
    choice.value === summary.survey.id
      ? []
      : [
          {
            ...choice,
            name: names.get(choice.value) ?? choice.label,
            weights: listWaveWeights(summary, choice.value, questions).map(({ column, title }) => ({
              value: column,
              label: title,
            })),
          },
        ],
  );
}
