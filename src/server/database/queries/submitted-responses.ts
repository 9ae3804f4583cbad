import type { Transaction } from 'kysely';
import type { Instant } from '#domain/canonical/dates.ts';
import type { Channel } from '#domain/records/channels.ts';
import {
  COUNTING_DISPOSITIONS,
  type CountingDisposition,
  type Disposition,
} from '#domain/records/dispositions.ts';
import type { Database, Queries, SubmittedResponsesTable } from '#server/database/schema.ts';

/** Rows per statement, see `appendChanges`. */
const ROWS_PER_INSERT = 200;

/** A company as a unit of a survey: all the records that it consists of. */
export interface SurveyUnit {
  surveyId: string;
  accountIds: readonly string[];
}

/** A response that has been submitted, as its record says; its unit may follow from the code it came with. */
export type SubmittedResponse = Omit<SubmittedResponsesTable, 'centre_id' | 'unit_id'> & {
  invitation_id: string | null;
};

/**
 * Writes what the index has of responses, by their ids, in place of what it had; nothing of those that it does not hold.
 * One that came with the code of an address of a list counts for that address, whoever it is given to later;
 * any other for its company.
 */
export async function saveSubmittedResponses(
  tx: Transaction<Database>,
  centreId: string,
  responses: ReadonlyMap<string, SubmittedResponse | undefined>,
): Promise<void> {
  const entries = [...responses];
  for (let start = 0; start < entries.length; start += ROWS_PER_INSERT) {
    const some = entries.slice(start, start + ROWS_PER_INSERT);
    await tx
      .deleteFrom('submitted_responses')
      .where('centre_id', '=', centreId)
      .where(
        'response_id',
        'in',
        some.map(([id]) => id),
      )
      .execute();
    const submitted = some.flatMap(([, response]) => response ?? []);
    const units = await listUnitsOfCodes(
      tx,
      centreId,
      submitted.flatMap(({ invitation_id: invitationId }) => invitationId ?? []),
    );
    const rows = submitted.map(({ invitation_id: invitationId, ...response }) => ({
      centre_id: centreId,
      ...response,
      unit_id: units.get(invitationId ?? '') ?? response.account_id,
    }));
    if (rows.length > 0) await tx.insertInto('submitted_responses').values(rows).execute();
  }
}

/** The addresses of lists to which these invitations were sent, by the invitations. */
async function listUnitsOfCodes(
  db: Queries,
  centreId: string,
  invitationIds: readonly string[],
): Promise<Map<string, string>> {
  if (invitationIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('invitations')
    .innerJoin('frame_units', (join) =>
      join
        .onRef('frame_units.centre_id', '=', 'invitations.centre_id')
        .onRef('frame_units.unit_id', '=', 'invitations.unit_id'),
    )
    .select(['invitation_id', 'invitations.unit_id'])
    .where('invitations.centre_id', '=', centreId)
    .where('invitation_id', 'in', invitationIds)
    .execute();
  return new Map(rows.map((row) => [row.invitation_id, row.unit_id]));
}

/** The first submitted response of an address of a list that is no duplicate. */
export async function findPrimaryResponseOfUnit(
  db: Queries,
  centreId: string,
  { surveyId, unitId }: { surveyId: string; unitId: string },
): Promise<string | undefined> {
  const row = await db
    .selectFrom('submitted_responses')
    .select('response_id')
    .where('centre_id', '=', centreId)
    .where('survey_id', '=', surveyId)
    .where('unit_id', '=', unitId)
    .where('disposition', 'in', COUNTING_DISPOSITIONS)
    .orderBy('response_id')
    .limit(1)
    .executeTakeFirst();
  return row?.response_id;
}

/** The first submitted response of a company that is no duplicate, some left out. */
export async function findPrimaryResponse(
  db: Queries,
  centreId: string,
  { surveyId, accountIds }: SurveyUnit,
  exceptIds: readonly string[] = [],
): Promise<string | undefined> {
  let query = db
    .selectFrom('submitted_responses')
    .select('response_id')
    .where('centre_id', '=', centreId)
    .where('survey_id', '=', surveyId)
    .where('account_id', 'in', accountIds)
    .where('disposition', 'in', COUNTING_DISPOSITIONS)
    .orderBy('response_id')
    .limit(1);
  if (exceptIds.length > 0) query = query.where('response_id', 'not in', exceptIds);
  const row = await query.executeTakeFirst();
  return row?.response_id;
}

/** The further responses of a unit in the order in which they were made. */
export function listDuplicateResponses(db: Queries, centreId: string, unit: SurveyUnit): Promise<string[]> {
  return listByDisposition(db, centreId, unit, ['duplicate']);
}

/** The responses of a company that count, in the order in which they were made. */
export function listCompanyResponses(db: Queries, centreId: string, unit: SurveyUnit): Promise<string[]> {
  return listByDisposition(db, centreId, unit, COUNTING_DISPOSITIONS);
}

async function listByDisposition(
  db: Queries,
  centreId: string,
  { surveyId, accountIds }: SurveyUnit,
  dispositions: readonly Disposition[],
): Promise<string[]> {
  const rows = await db
    .selectFrom('submitted_responses')
    .select('response_id')
    .where('centre_id', '=', centreId)
    .where('survey_id', '=', surveyId)
    .where('account_id', 'in', accountIds)
    .where('disposition', 'in', dispositions)
    .orderBy('response_id')
    .execute();
  return rows.map((row) => row.response_id);
}

/** The surveys that one of some records has answered. */
export async function listAnsweredSurveys(
  db: Queries,
  centreId: string,
  accountIds: readonly string[],
): Promise<string[]> {
  const rows = await db
    .selectFrom('submitted_responses')
    .select('survey_id')
    .distinct()
    .where('centre_id', '=', centreId)
    .where('account_id', 'in', accountIds)
    .execute();
  return rows.map((row) => row.survey_id);
}

/** By which way the answers came that count, of every unit of a survey that has given any. */
export async function listAnswerChannels(
  db: Queries,
  centreId: string,
  surveyId: string,
): Promise<Map<string, Channel>> {
  const rows = await db
    .selectFrom('submitted_responses')
    .select(['unit_id', 'channel'])
    .where('centre_id', '=', centreId)
    .where('survey_id', '=', surveyId)
    .where('unit_id', 'is not', null)
    .where('disposition', 'in', COUNTING_DISPOSITIONS)
    // In the order of the index; by the response alone SQLite would walk those of every survey.
    .orderBy('unit_id', 'desc')
    .orderBy('response_id', 'desc')
    .execute();
  // The first response of a unit is its primary one; it comes last and stays.
  return new Map(rows.map(({ unit_id: unitId, channel }) => [unitId ?? '', channel as Channel]));
}

/** A response that counts, as far as returns tell of it. */
export interface CountingResponse {
  responseId: string;
  /** The address of a list whose code it came with, else the company; null where nobody knows whose it is. */
  unitId: string | null;
  channel: Channel;
  disposition: CountingDisposition;
  submittedAt: Instant | null;
}

/** A survey's responses that count, in the order in which they were made. */
export async function listCountingResponses(
  db: Queries,
  centreId: string,
  surveyId: string,
): Promise<CountingResponse[]> {
  const rows = await db
    .selectFrom('submitted_responses')
    .select(['response_id', 'unit_id', 'channel', 'disposition', 'submitted_at'])
    .where('centre_id', '=', centreId)
    .where('survey_id', '=', surveyId)
    .where('disposition', 'in', COUNTING_DISPOSITIONS)
    .orderBy('unit_id')
    .orderBy('response_id')
    .execute();
  return rows.map((row) => ({
    responseId: row.response_id,
    unitId: row.unit_id,
    channel: row.channel as Channel,
    disposition: row.disposition as CountingDisposition,
    submittedAt: row.submitted_at,
  }));
}

/** The responses of a unit that count, the first first. */
export async function listResponsesOf(
  db: Queries,
  centreId: string,
  { surveyId, unitId }: { surveyId: string; unitId: string },
): Promise<(Pick<CountingResponse, 'channel' | 'disposition' | 'submittedAt'> & { id: string })[]> {
  const rows = await db
    .selectFrom('submitted_responses')
    .select(['response_id', 'channel', 'disposition', 'submitted_at'])
    .where('centre_id', '=', centreId)
    .where('survey_id', '=', surveyId)
    .where('unit_id', '=', unitId)
    .where('disposition', 'in', COUNTING_DISPOSITIONS)
    .orderBy('response_id')
    .execute();
  return rows.map((row) => ({
    id: row.response_id,
    channel: row.channel as Channel,
    disposition: row.disposition as CountingDisposition,
    submittedAt: row.submitted_at,
  }));
}

/**
 * Who has answered the surveys of a centre, each once for a survey: the company, where it is known, else the address of a
 * list. An address that was found to be a company is that company.
 *
 * @param companyOf the record that stands for a company, of any that were merged.
 */
export async function listWhoAnswered(
  db: Queries,
  centreId: string,
  companyOf: (id: string) => string,
): Promise<{ surveyId: string; who: string }[]> {
  const rows = await db
    .selectFrom('submitted_responses')
    .leftJoin('frame_units', (join) =>
      join
        .onRef('frame_units.centre_id', '=', 'submitted_responses.centre_id')
        .onRef('frame_units.unit_id', '=', 'submitted_responses.unit_id'),
    )
    .select(['survey_id', 'submitted_responses.unit_id'])
    .select(['submitted_responses.account_id', 'frame_units.account_id as linked_id'])
    .where('submitted_responses.centre_id', '=', centreId)
    .where('disposition', 'in', COUNTING_DISPOSITIONS)
    .execute();
  const seen = new Set<string>();
  return rows.flatMap(
    ({ survey_id: surveyId, unit_id: unitId, account_id: accountId, linked_id: linkedId }) => {
      const known = accountId ?? linkedId ?? unitId;
      const who = known === null ? null : companyOf(known);
      if (who === null || seen.has(`${surveyId} ${who}`)) return [];
      seen.add(`${surveyId} ${who}`);
      return [{ surveyId, who }];
    },
  );
}

/** How many submitted responses each survey has, by channel and disposition. */
export async function countSubmittedResponses(
  db: Queries,
  centreId: string,
): Promise<(Pick<SubmittedResponsesTable, 'survey_id' | 'channel' | 'disposition'> & { count: number })[]> {
  const rows = await db
    .selectFrom('submitted_responses')
    .select(['survey_id', 'channel', 'disposition'])
    .select((column) => column.fn.countAll<number | string>().as('count'))
    .where('centre_id', '=', centreId)
    .groupBy(['survey_id', 'channel', 'disposition'])
    .execute();
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}
