import type { Instant } from '#domain/canonical/dates.ts';
import { hashToken, newToken } from '#server/auth/tokens.ts';
import { insertCodePlace, retireCodePlace } from '#server/database/queries/code-lookup.ts';
import type { Queries } from '#server/database/schema.ts';

/** Makes a link of a survey findable; gives its token. */
export async function createSurveyToken(
  db: Queries,
  kind: 'openLink' | 'testLink',
  { centreId, surveyId }: { centreId: string; surveyId: string },
): Promise<string> {
  const token = newToken();
  if (!(await insertCodePlace(db, hashToken(token), { centreId, kind, subjectId: surveyId })))
    throw new Error('a new token exists already');
  return token;
}

/** Takes a link of a survey away; what was begun with it may still arrive. */
export async function retireSurveyToken(db: Queries, token: string, at: Instant): Promise<void> {
  await retireCodePlace(db, hashToken(token), at);
}
