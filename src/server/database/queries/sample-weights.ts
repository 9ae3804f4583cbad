import type { Instant } from '#domain/canonical/dates.ts';
import { COMPANY_ATTRIBUTES, type CompanyAttribute } from '#domain/casework/company-attributes.ts';
import { COUNTING_DISPOSITIONS, type CountingDisposition } from '#domain/records/dispositions.ts';
import type { Queries } from '#server/database/schema.ts';

/** An answer that counts, with the unit or the company that it is of. */
export interface CountedAnswer {
  responseId: string;
  /** Under what id those see it who may not see whose it is; null where it is shown as it is, or not yet. */
  shownId: string | null;
  unitId: string | null;
  accountId: string | null;
  disposition: CountingDisposition;
}

/** A survey's answers that count, in the order in which they were made. */
export async function listCountedAnswers(
  db: Queries,
  centreId: string,
  surveyId: string,
): Promise<CountedAnswer[]> {
  const rows = await db
    .selectFrom('submitted_responses')
    .leftJoin('veiled_responses', (join) =>
      join
        .onRef('veiled_responses.centre_id', '=', 'submitted_responses.centre_id')
        .onRef('veiled_responses.response_id', '=', 'submitted_responses.response_id')
        .on('veiled_responses.is_withdrawn', '=', 0),
    )
    .select(['submitted_responses.response_id', 'shown_id', 'unit_id', 'account_id', 'disposition'])
    .where('submitted_responses.centre_id', '=', centreId)
    .where('survey_id', '=', surveyId)
    .where('disposition', 'in', COUNTING_DISPOSITIONS)
    .orderBy('unit_id')
    .orderBy('submitted_responses.response_id')
    .execute();
  return rows.map((row) => ({
    responseId: row.response_id,
    shownId: row.shown_id,
    unitId: row.unit_id,
    accountId: row.account_id,
    disposition: row.disposition as CountingDisposition,
  }));
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
