import type { Instant } from '#domain/canonical/dates.ts';
import { canonicalJson, type Json } from '#domain/canonical/json.ts';
import { USUAL_LETTERS, type SurveyLetters } from '#domain/fieldwork/letters/letter-texts.ts';
import type { Queries } from '#server/database/schema.ts';

/** A survey's letters as they are stored. */
export interface StoredSurveyLetters {
  centreId: string;
  surveyId: string;
  letters: SurveyLetters;
  revision: number;
  updatedAt: Instant;
  updatedBy: string;
}

/** A survey's letters; undefined as long as nobody has worded them. */
export async function findSurveyLetters(
  db: Queries,
  centreId: string,
  surveyId: string,
): Promise<{ letters: SurveyLetters; revision: number } | undefined> {
  const row = await db
    .selectFrom('survey_letters')
    .select(['content', 'revision'])
    .where('centre_id', '=', centreId)
    .where('survey_id', '=', surveyId)
    .executeTakeFirst();
  if (!row) return undefined;
  const letters = JSON.parse(row.content) as SurveyLetters;
  // Letters that were worded before there was a kind say the usual of it.
  return {
    letters: { ...letters, texts: { ...USUAL_LETTERS.texts, ...letters.texts } },
    revision: row.revision,
  };
}

/** Writes letters that were read at the revision before their own (0: there were none); false when someone was faster. */
export async function putSurveyLetters(
  db: Queries,
  { centreId, surveyId, letters, revision, updatedAt, updatedBy }: StoredSurveyLetters,
): Promise<boolean> {
  const columns = {
    content: canonicalJson(letters as unknown as Json),
    revision,
    updated_at: updatedAt,
    updated_by: updatedBy,
  };
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('survey_letters')
    .values({ centre_id: centreId, survey_id: surveyId, ...columns })
    .onConflict((conflict) =>
      conflict
        .columns(['centre_id', 'survey_id'])
        .doUpdateSet(columns)
        .where('survey_letters.revision', '=', revision - 1),
    )
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}
