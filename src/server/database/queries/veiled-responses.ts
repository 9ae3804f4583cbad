import { sql, type Transaction } from 'kysely';
import type { Instant } from '#domain/canonical/dates.ts';
import type { Database, Queries } from '#server/database/schema.ts';

/** Rows per statement, see `appendChanges`. */
const ROWS_PER_INSERT = 200;

/**
 * Lets responses that are being written be shown, or shown anew, with the next batch. To be called
 * before `restricted` is written: whether one could be seen as it is until now is read from there.
 */
export async function veilResponses(
  tx: Transaction<Database>,
  centreId: string,
  responseIds: readonly string[],
): Promise<void> {
  if (responseIds.length === 0) return;
  const known = await tx
    .selectFrom('records')
    .innerJoin('changes', (join) =>
      join
        .onRef('changes.centre_id', '=', 'records.centre_id')
        .onRef('changes.record_id', '=', 'records.record_id')
        .onRef('changes.revision', '<', 'records.revision'),
    )
    .select('records.record_id')
    .distinct()
    .where('records.centre_id', '=', centreId)
    .where('records.record_id', 'in', responseIds)
    .where('records.restricted', '=', 0)
    .execute();
  const knownIds = new Set(known.map((row) => row.record_id));
  const rows = responseIds.map((id) => ({
    centre_id: centreId,
    response_id: id,
    is_pending: 1,
    is_withdrawn: 0,
    was_known: knownIds.has(id) ? 1 : 0,
  }));
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    await tx
      .insertInto('veiled_responses')
      .values(rows.slice(start, start + ROWS_PER_INSERT))
      .onConflict((conflict) =>
        conflict
          .columns(['centre_id', 'response_id'])
          .doUpdateSet({
            is_pending: 1,
            is_withdrawn: 0,
            was_known: sql<number>`case when excluded.was_known = 1 then 1 else veiled_responses.was_known end`,
          }),
      )
      .execute();
  }
}

/** Takes back, with the next batch, what was shown of responses that may be seen as they are now. */
export async function unveilResponses(
  tx: Transaction<Database>,
  centreId: string,
  responseIds: readonly string[],
): Promise<void> {
  if (responseIds.length === 0) return;
  await tx
    .deleteFrom('veiled_responses')
    .where('centre_id', '=', centreId)
    .where('response_id', 'in', responseIds)
    .where('shown_id', 'is', null)
    .execute();
  await tx
    .updateTable('veiled_responses')
    .set({ is_withdrawn: 1, is_pending: 1, was_known: 0 })
    .where('centre_id', '=', centreId)
    .where('response_id', 'in', responseIds)
    .where('is_withdrawn', '=', 0)
    .execute();
}

/** A response that waits for the next batch. */
export interface PendingResponse {
  responseId: string;
  shownId: string | null;
  /** Since when it is known to wait. */
  noticedAt: Instant | null;
  isWithdrawn: boolean;
  /** The record's, as JSON. */
  fields: string;
}

/** What waits for the next batch of a centre. */
export async function listPendingResponses(db: Queries, centreId: string): Promise<PendingResponse[]> {
  const rows = await db
    .selectFrom('veiled_responses')
    .innerJoin('records', (join) =>
      join
        .onRef('records.centre_id', '=', 'veiled_responses.centre_id')
        .onRef('records.record_id', '=', 'veiled_responses.response_id'),
    )
    .select(['response_id', 'shown_id', 'noticed_at', 'is_withdrawn', 'fields'])
    .where('veiled_responses.centre_id', '=', centreId)
    .where('is_pending', '=', 1)
    .execute();
  return rows.map((row) => ({
    responseId: row.response_id,
    shownId: row.shown_id,
    noticedAt: row.noticed_at,
    isWithdrawn: row.is_withdrawn === 1,
    fields: row.fields,
  }));
}

/** Writes down since when those wait of which that is not known yet. */
export async function noticePendingResponses(db: Queries, centreId: string, now: Instant): Promise<void> {
  await db
    .updateTable('veiled_responses')
    .set({ noticed_at: now })
    .where('centre_id', '=', centreId)
    .where('is_pending', '=', 1)
    .where('noticed_at', 'is', null)
    .execute();
}

/** A response, and the id under which it is shown. */
export interface Shown {
  responseId: string;
  shownId: string;
}

/** The responses that are shown under ids with a beginning and wait for nothing. */
export async function listShownOf(db: Queries, centreId: string, beginning: string): Promise<Shown[]> {
  const rows = await db
    .selectFrom('veiled_responses')
    .select(['response_id', 'shown_id'])
    .where('centre_id', '=', centreId)
    .where('shown_id', 'like', `${beginning}%`)
    .where('is_pending', '=', 0)
    .where('is_withdrawn', '=', 0)
    .execute();
  return rows.map((row) => ({ responseId: row.response_id, shownId: row.shown_id! }));
}

/** Shows a response, or takes it back, under a revision. */
export async function showResponse(
  tx: Transaction<Database>,
  centreId: string,
  { responseId, shownId, revision }: Shown & { revision: number },
): Promise<void> {
  await tx
    .updateTable('veiled_responses')
    .set({ shown_id: shownId, revision, is_pending: 0, noticed_at: null })
    .where('centre_id', '=', centreId)
    .where('response_id', '=', responseId)
    .execute();
}

/** The centres where something waits. */
export async function listCentresWithPending(db: Queries): Promise<string[]> {
  const rows = await db
    .selectFrom('veiled_responses')
    .select('centre_id')
    .distinct()
    .where('is_pending', '=', 1)
    .execute();
  return rows.map((row) => row.centre_id);
}
