import type { SurveyResponse } from '#domain/records/response.ts';
import { interviewOf } from '#domain/casework/response-interview.ts';
import { planRecount } from '#domain/fieldwork/recount.ts';
import type { CentreRecord } from '#server/database/queries/records.ts';
import type { Consequence } from './consequence.ts';
import { findQuestionnaireOf, judgeOf, writeDecisions, type Decision, type Judging } from './judging.ts';

/** Watches for submitted responses some answer of which was corrected, also before they were first sent. */
export function watchCorrections(): Consequence {
  const corrected = new Set<string>();
  return {
    notice({ change: { collection, fields }, after }) {
      if (collection !== 'responses' || !after.fields['submittedAt']) return;
      const paths = Object.keys(fields);
      if (
        paths.some((path) => path.startsWith('answers/')) &&
        paths.some((path) => path.startsWith('corrections/'))
      )
        corrected.add(after.id);
    },
    follow: (judging, recordOf) => recountCorrected(judging, [...corrected].map(recordOf)),
  };
}

/**
 * Lets responses whose answers were corrected count as these say now. The server does it, not
 * the device: only here do corrections come together that two people made apart, and only
 * here is it known whether the response has become a duplicate meanwhile, which it then stays.
 *
 * @param corrected as they are now.
 * @returns those that this has changed, as they are then.
 */
async function recountCorrected(
  judging: Judging,
  corrected: readonly CentreRecord[],
): Promise<CentreRecord[]> {
  const decisions: Decision[] = [];
  // A change would bring a deleted one back.
  for (const record of corrected.filter(({ deletedAt }) => deletedAt === null)) {
    const response = record.fields as Partial<SurveyResponse>;
    const questionnaire = await findQuestionnaireOf(judging, response);
    if (!questionnaire) continue;
    decisions.push({
      record,
      fields: planRecount(
        interviewOf(questionnaire, record.id, response),
        response,
        judgeOf(judging, 'server.answers-corrected'),
      ),
    });
  }
  return writeDecisions(judging, decisions);
}
