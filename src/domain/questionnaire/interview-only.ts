import { listItems, type Answers, type Questionnaire } from './model.ts';
import { withoutItems } from './without-items.ts';

/*
 * Photos are asked for by a coordinator alone, who has a camera at hand and may send what it takes. Neither the company's
 * page nor paper has such questions; there they do not concern who answers.
 */

/** The questionnaire as it is asked anywhere but in an interview. */
export function withoutInterviewOnly(questionnaire: Questionnaire): Questionnaire {
  const codes = listInterviewOnly(questionnaire);
  return codes.length > 0 ? withoutItems(questionnaire, codes) : questionnaire;
}

/** What stands in the place of the answers that nobody was asked for. */
export function answersBesideInterview(questionnaire: Questionnaire): Answers {
  return Object.fromEntries(
    listInterviewOnly(questionnaire).map((code) => [code, { missing: 'notApplicable' as const }]),
  );
}

function listInterviewOnly(questionnaire: Questionnaire): string[] {
  return listItems(questionnaire).flatMap(({ kind, code }) => (kind === 'image' ? [code] : []));
}
