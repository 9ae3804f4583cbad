import type { TabulatedSurvey } from '#domain/tabulation/dataset/survey-choice.ts';
import { formatCount } from '#ui/format.ts';
import { language } from '#ui/messages.ts';

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
