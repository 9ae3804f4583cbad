import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { Survey } from '#protocol/survey-schema.ts';
import { instantOf, type Clock } from '#server/journal/clock.ts';
import type { Queries } from '#server/database/schema.ts';
import { findSurvey, insertSurvey, publishRevision, updateSurvey } from '#server/database/queries/surveys.ts';
import { createSurveyToken } from './survey-tokens.ts';
import { refreshSurveyDocuments } from './survey-documents.ts';

/**
 * Publishes the seed's questionnaire and opens its survey. A revision that is published
 * never changes, so a seed that differs has to carry a higher one; a survey that the office
 * has changed stays as the office has it. Call inside a transaction.
 */
export async function installSurvey(
  db: Queries,
  centreId: string,
  { questionnaire, survey }: { questionnaire: Questionnaire; survey: Survey },
  clock: Clock,
): Promise<void> {
  const now = instantOf(clock);
  await publishRevision(db, centreId, questionnaire, now);
  const stored = await findSurvey(db, centreId, survey.id);
  if (!stored) {
    const testToken = await createSurveyToken(db, 'testLink', { centreId, surveyId: survey.id });
    const frame = {
      status: 'open' as const,
      openToken: null,
      testToken,
      revision: 1,
      createdAt: now,
      updatedAt: now,
      updatedBy: null,
    };
    await insertSurvey(db, { centreId, ...survey, ...frame });
  } else if (stored.updatedBy === null && stored.questionnaireRevision < survey.questionnaireRevision) {
    await updateSurvey(db, { ...stored, ...survey, revision: stored.revision + 1, updatedAt: now });
  }
  await refreshSurveyDocuments(db, centreId, now);
}
