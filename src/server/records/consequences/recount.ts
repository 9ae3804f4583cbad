import type { SurveyResponse } from '#domain/records/model.ts';
import { interviewOf } from '#domain/casework/response-interview.ts';
import { planRecount } from '#domain/fieldwork/recount.ts';
import type { CentreRecord } from '#server/database/queries/records.ts';
import { findQuestionnaireOf, judgeOf, writeDecisions, type Decision, type Judging } from './judging.ts';

const REASON = '訂正された回答に合わせたため / As the corrected answers say';

/**
 * Lets responses whose answers were corrected count as these say now. The server does it, not
 * the device: only here do corrections come together that two people made apart, and only
 * here is it known whether the response has become a duplicate meanwhile, which it then stays.
 *
 * @param corrected as they are now.
 * @returns those that this has changed, as they are then.
 */
export async function recountCorrected(
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
        judgeOf(judging, REASON),
      ),
    });
  }
  return writeDecisions(judging, decisions);
}
