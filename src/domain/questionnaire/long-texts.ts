import type { SurveyResponse } from '#domain/records/response.ts';
import { listItems, type Questionnaire } from './model.ts';

/** The texts of several lines that a response holds, in the order of its questionnaire; names and addresses are of one line. */
export function readLongTexts(
  { answers = {}, questionnaireId, questionnaireRevision }: Partial<SurveyResponse>,
  questionnaires: readonly Questionnaire[],
): string[] {
  const questionnaire = questionnaires.find(
    ({ id, revision }) => id === questionnaireId && revision === questionnaireRevision,
  );
  if (!questionnaire) return [];
  return listItems(questionnaire).flatMap(({ code, kind }) => {
    const answer = answers[code];
    return kind === 'longText' && typeof answer === 'string' && answer.trim() !== '' ? [answer] : [];
  });
}
