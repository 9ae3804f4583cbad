import type { Instant } from '#domain/canonical/dates.ts';
import { hashText } from '#domain/canonical/hash.ts';
import { canonicalJson } from '#domain/canonical/json.ts';
import { computeSurveyState } from '#domain/fieldwork/survey-state.ts';
import type { Survey } from '#protocol/documents.ts';
import { findDocumentHash, putDocument } from '../database/documents.ts';
import type { Queries } from '../database/schema.ts';
import { getRevision, listSurveys } from '../database/surveys.ts';
import { replaceQuestionnaireDocument } from '../questionnaire-document.ts';

/**
 * Writes what devices keep for interviews anew: the survey they ask now and the revision of
 * its questionnaire. While none is open, what they have stays. Belongs to every transaction
 * that changes surveys.
 */
export async function refreshSurveyDocuments(db: Queries, centreId: string, now: Instant): Promise<void> {
  const survey = await findSurveyForDevices(db, centreId, now);
  if (!survey) return;
  const { questionnaireId, questionnaireRevision: revision } = survey;
  const questionnaire = await getRevision(db, centreId, { questionnaireId, revision });
  await replaceQuestionnaireDocument(db, centreId, questionnaire, now);
  await putDocument(db, centreId, 'survey', survey, now);
}

/** Whether a day has begun or ended a survey since its documents were written; nothing else changes them by itself. */
export async function areSurveyDocumentsStale(db: Queries, centreId: string, now: Instant): Promise<boolean> {
  const survey = await findSurveyForDevices(db, centreId, now);
  return survey !== undefined && hashText(canonicalJson(survey)) !== (await findDocumentHash(db, centreId, 'survey'));
}

/** The first survey that is answered today; while there is none, the first that the office has opened. */
async function findSurveyForDevices(db: Queries, centreId: string, now: Instant): Promise<Survey | undefined> {
  const surveys = await listSurveys(db, centreId);
  const chosen = surveys.find((survey) => computeSurveyState(survey, now) === 'open') ?? surveys.find(({ status }) => status === 'open');
  if (!chosen) return undefined;
  const { id, title, questionnaireId, questionnaireRevision, startsOn, endsOn } = chosen;
  return { id, title, questionnaireId, questionnaireRevision, startsOn, endsOn };
}
