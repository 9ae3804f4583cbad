import type { Instant } from '#domain/canonical/dates.ts';
import { hashText } from '#domain/canonical/hash.ts';
import { canonicalJson } from '#domain/canonical/json.ts';
import { isOffered } from '#domain/fieldwork/offered-surveys.ts';
import { computeSurveyState } from '#domain/fieldwork/survey-state.ts';
import {
  listDeviceSurveys,
  revisionDocumentName,
  type DeviceSurvey,
  type SurveyDocument,
} from '#protocol/documents.ts';
import { findDocument, putDocument, type StoredDocument } from '#server/database/queries/documents.ts';
import type { Queries } from '#server/database/schema.ts';
import { getRevision, listSurveys, type StoredSurvey } from '#server/database/queries/surveys.ts';
import { replaceQuestionnaireDocument } from './questionnaire-document.ts';

/**
 * Writes what devices keep for interviews anew: the survey they ask now and the revision of
 * its questionnaire, and beside it the others that can be asked and those of the past, for
 * tables. While none is open, devices
 * keep what they have and are told that it is over. Belongs to every transaction that
 * changes surveys.
 */
export async function refreshSurveyDocuments(db: Queries, centreId: string, now: Instant): Promise<void> {
  const document = await composeDocument(db, centreId, now, await findDocument(db, centreId, 'survey'));
  if (!document) return;
  for (const { questionnaireId, questionnaireRevision: revision } of listDeviceSurveys(document).slice(1)) {
    const questionnaire = await getRevision(db, centreId, { questionnaireId, revision });
    await putDocument(db, centreId, revisionDocumentName(questionnaireId, revision), questionnaire, now);
  }
  const { questionnaireId, questionnaireRevision: revision } = document;
  await replaceQuestionnaireDocument(
    db,
    centreId,
    await getRevision(db, centreId, { questionnaireId, revision }),
    now,
  );
  await putDocument(db, centreId, 'survey', document, now);
}

/** Whether a day has begun or ended a survey since its documents were written; nothing else changes them by itself. */
export async function areSurveyDocumentsStale(db: Queries, centreId: string, now: Instant): Promise<boolean> {
  const before = await findDocument(db, centreId, 'survey');
  const document = await composeDocument(db, centreId, now, before);
  return document !== undefined && hashText(canonicalJson(document)) !== before?.hash;
}

/**
 * First the survey that is answered today; while there is none, the first that the office has
 * opened, or what devices have.
 */
async function composeDocument(
  db: Queries,
  centreId: string,
  now: Instant,
  before: StoredDocument | undefined,
): Promise<SurveyDocument | undefined> {
  const surveys = await listSurveys(db, centreId);
  const first =
    surveys.find((survey) => computeSurveyState(survey, now) === 'open') ??
    surveys.find(({ status }) => status === 'open') ??
    surveys.find(({ id }) => id === idIn(before));
  if (!first) return undefined;
  const besides = surveys.filter((survey) => survey !== first);
  const others = besides.filter((survey) => isOffered(survey, now));
  // A planned one has no answers yet.
  const past = besides.filter((survey) => survey.status !== 'planned' && !others.includes(survey));
  return {
    ...toDeviceSurvey(first),
    others: others.map(toDeviceSurvey),
    ...(past.length > 0 && { past: past.map(toDeviceSurvey) }),
  };
}

function idIn(document: StoredDocument | undefined): string | undefined {
  return document && (JSON.parse(document.content) as SurveyDocument).id;
}

function toDeviceSurvey({
  id,
  title,
  questionnaireId,
  questionnaireRevision,
  startsOn,
  endsOn,
  status,
}: StoredSurvey): DeviceSurvey {
  return { id, title, questionnaireId, questionnaireRevision, startsOn, endsOn, status };
}
