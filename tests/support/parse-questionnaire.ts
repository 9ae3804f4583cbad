import type { Questionnaire } from '#domain/questionnaire/model.ts';
import { validateQuestionnaire } from '#domain/questionnaire/validate.ts';

/** The questionnaire in unknown JSON; throws an `Error` that lists what is wrong (English). */
export function parseQuestionnaire(json: unknown): Questionnaire {
  const validation = validateQuestionnaire(json);
  if (validation.ok) return validation.questionnaire;
  const lines = validation.problems.map(({ path, message }) => `${path || '/'}: ${message.en}`);
  throw new Error(`not a questionnaire:\n${lines.join('\n')}`);
}
