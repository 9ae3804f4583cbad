import type { FastifyInstance } from 'fastify';
import { USUAL_LETTERS } from '#domain/fieldwork/letters/letter-texts.ts';
import type { PutSurveyLetters, SurveyLettersReply } from '#protocol/survey-letters.ts';
import { findSurveyLetters, putSurveyLetters } from '#server/database/queries/survey-letters.ts';
import { findSurvey } from '#server/database/queries/surveys.ts';
import { Problem } from '#server/http/problem.ts';
import { audit } from '#server/journal/audit.ts';
import { instantOf } from '#server/journal/clock.ts';

/** How a survey's letters are worded. @throws Problem `not-found` without such a survey. */
export async function getLetters(
  { database: { db } }: FastifyInstance,
  centreId: string,
  surveyId: string,
): Promise<SurveyLettersReply> {
  if (!(await findSurvey(db, centreId, surveyId))) throw new Problem('not-found');
  return (await findSurveyLetters(db, centreId, surveyId)) ?? { letters: USUAL_LETTERS, revision: 0 };
}

/** Words a survey's letters. @throws Problem `not-found`, `survey-changed` when they were read before someone else's change. */
export async function putLetters(
  { database, clock }: FastifyInstance,
  { centreId, userId }: { centreId: string; userId: string },
  surveyId: string,
  { letters, revision: readAt }: PutSurveyLetters,
): Promise<SurveyLettersReply> {
  return database.db.transaction().execute(async (tx) => {
    if (!(await findSurvey(tx, centreId, surveyId))) throw new Problem('not-found');
    const revision = readAt + 1;
    const isFirst = (await findSurveyLetters(tx, centreId, surveyId)) === undefined;
    if (isFirst !== (readAt === 0)) throw new Problem('survey-changed');
    const stamp = { revision, updatedAt: instantOf(clock), updatedBy: userId };
    if (!(await putSurveyLetters(tx, { centreId, surveyId, letters, ...stamp })))
      throw new Problem('survey-changed');
    const detail = { revision };
    await audit(tx, clock, { centreId, by: userId, action: 'surveys.letters', subject: surveyId, detail });
    return { letters, revision };
  });
}
