import type { Instant } from '#domain/canonical/dates.ts';
import { COMPANY_ATTRIBUTES, type CompanyAttribute } from '#domain/casework/company-attributes.ts';
import type { Queries } from '#server/database/schema.ts';

/** Under what ids those see a survey's answers who may not see whose they are, by the answers' own; not those that are not shown yet. */
export async function listShownIds(
  db: Queries,
  centreId: string,
  surveyId: string,
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('submitted_responses')
    .innerJoin('veiled_responses', (join) =>
      join
        .onRef('veiled_responses.centre_id', '=', 'submitted_responses.centre_id')
        .onRef('veiled_responses.response_id', '=', 'submitted_responses.response_id'),
    )
    .select(['submitted_responses.response_id', 'shown_id'])
    .where('submitted_responses.centre_id', '=', centreId)
    .where('survey_id', '=', surveyId)
    .where('is_withdrawn', '=', 0)
    .where('shown_id', 'is not', null)
    .execute();
  return new Map(rows.map((row) => [row.response_id, row.shown_id!]));
}

/** How many addresses of a list have each code of each attribute; those of which it is not known are left out. */
export async function countFrameMargins(
  db: Queries,
  centreId: string,
  listId: string,
): Promise<Partial<Record<CompanyAttribute, Record<string, number>>>> {
  const rows = await db
    .selectFrom('frame_units')
    .select(COMPANY_ATTRIBUTES)
    .select((column) => column.fn.countAll<number | string>().as('count'))
    .where('centre_id', '=', centreId)
    .where('list_id', '=', listId)
    .where('is_gone', '=', 0)
    .groupBy(COMPANY_ATTRIBUTES)
    .execute();
  const margins: Partial<Record<CompanyAttribute, Record<string, number>>> = {};
  for (const row of rows)
    for (const attribute of COMPANY_ATTRIBUTES) {
      const code = row[attribute];
      if (code === null || code === '') continue;
      const margin = (margins[attribute] ??= {});
      margin[code] = (margin[code] ?? 0) + Number(row.count);
    }
  return margins;
}

/** Of which list a sample is, and when it was drawn. */
export async function findSampledList(
  db: Queries,
  centreId: string,
  surveyId: string,
): Promise<{ listId: string; listName: string; drawnAt: Instant } | undefined> {
  const row = await db
    .selectFrom('survey_samples')
    .innerJoin('frame_lists', (join) =>
      join
        .onRef('frame_lists.centre_id', '=', 'survey_samples.centre_id')
        .onRef('frame_lists.list_id', '=', 'survey_samples.list_id'),
    )
    .select(['survey_samples.list_id', 'frame_lists.name', 'drawn_at'])
    .where('survey_samples.centre_id', '=', centreId)
    .where('survey_id', '=', surveyId)
    .executeTakeFirst();
  return row && { listId: row.list_id, listName: row.name, drawnAt: row.drawn_at };
}
