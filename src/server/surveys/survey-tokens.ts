import { hashToken, newToken } from '../auth/tokens.ts';
import { deleteCodePlace, insertCodePlace } from '../database/code-lookup.ts';
import type { Queries } from '../database/schema.ts';

/** Makes a link of a survey findable; gives its token. */
export async function createSurveyToken(
  db: Queries,
  kind: 'openLink' | 'testLink',
  { centreId, surveyId }: { centreId: string; surveyId: string },
): Promise<string> {
  const token = newToken();
  if (!(await insertCodePlace(db, hashToken(token), { centreId, kind, subjectId: surveyId }))) throw new Error('a new token exists already');
  return token;
}

/** Makes a link of a survey lead nowhere. */
export async function dropSurveyToken(db: Queries, token: string): Promise<void> {
  await deleteCodePlace(db, hashToken(token));
}
