import {
  indexQuestionnaires,
  indexRoles,
  type QuestionnaireOf,
  type RolesOf,
} from '#domain/questionnaire/find-by-role.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { Queries } from '#server/database/schema.ts';

/** By the hash of its content, which is never another. */
const known = new Map<string, Questionnaire>();

/** What the items of a centre's published questionnaires are for. */
export async function loadItemRoles(db: Queries, centreId: string): Promise<RolesOf> {
  return indexRoles(await listPublished(db, centreId));
}

/** A centre's published questionnaires, to be found by what answers them. */
export async function loadQuestionnaires(db: Queries, centreId: string): Promise<QuestionnaireOf> {
  return indexQuestionnaires(await listPublished(db, centreId));
}

/** Each revision is read once in the life of the process. */
async function listPublished(db: Queries, centreId: string): Promise<Questionnaire[]> {
  const published = await db
    .selectFrom('questionnaire_revisions')
    .select('hash')
    .where('centre_id', '=', centreId)
    .execute();
  const unread = published.filter(({ hash }) => !known.has(hash)).map(({ hash }) => hash);
  if (unread.length > 0) {
    const read = await db
      .selectFrom('questionnaire_revisions')
      .select(['hash', 'content'])
      .where('centre_id', '=', centreId)
      .where('hash', 'in', unread)
      .execute();
    for (const { hash, content } of read) known.set(hash, JSON.parse(content) as Questionnaire);
  }
  return published.flatMap(({ hash }) => known.get(hash) ?? []);
}
