import type { Instant } from '#domain/canonical/dates.ts';
import type { Survey } from '#protocol/documents.ts';
import { putDocument } from '../database/documents.ts';
import type { Queries } from '../database/schema.ts';
import { getRevision, listSurveys } from '../database/surveys.ts';
import { replaceQuestionnaireDocument } from '../questionnaire-document.ts';

/**
 * Writes what devices keep for interviews anew: the first open survey and the revision of
 * its questionnaire. While none is open, what they have stays. Belongs to every transaction
 * that changes surveys.
 */
export async function refreshSurveyDocuments(db: Queries, centreId: string, now: Instant): Promise<void> {
  const open = (await listSurveys(db, centreId)).find(({ status }) => status === 'open');
  if (!open) return;
  const { id, title, questionnaireId, questionnaireRevision, startsOn, endsOn } = open;
  const survey: Survey = { id, title, questionnaireId, questionnaireRevision, startsOn, endsOn };
  const questionnaire = await getRevision(db, centreId, { questionnaireId, revision: questionnaireRevision });
  await replaceQuestionnaireDocument(db, centreId, questionnaire, now);
  await putDocument(db, centreId, 'survey', survey, now);
}
