import type { Selectable } from 'kysely';
import type { Instant } from '#domain/canonical/dates.ts';
import type { Queries, SubmissionsTable } from '#server/database/schema.ts';

/** What a company has sent and was told of it. */
export interface StoredSubmission {
  id: string;
  contentHash: string;
  responseId: string;
  receiptNumber: string;
  receivedAt: Instant;
  isDuplicate: boolean;
  /** The lead that came of it; absent where the company asked for none. */
  leadId?: string;
}

/** A submission that was taken in, by the id that its device gave it. */
export async function findSubmission(
  db: Queries,
  centreId: string,
  submissionId: string,
): Promise<StoredSubmission | undefined> {
  const row = await db
    .selectFrom('submissions')
    .selectAll()
    .where('centre_id', '=', centreId)
    .where('submission_id', '=', submissionId)
    .executeTakeFirst();
  return row && toSubmission(row);
}

/** A submission of any centre, by an id that only the device knows that made it up. */
export async function findSubmissionAnywhere(
  db: Queries,
  submissionId: string,
): Promise<(StoredSubmission & { centreId: string }) | undefined> {
  const row = await db
    .selectFrom('submissions')
    .selectAll()
    .where('submission_id', '=', submissionId)
    .executeTakeFirst();
  return row && { ...toSubmission(row), centreId: row.centre_id };
}

function toSubmission(row: Selectable<SubmissionsTable>): StoredSubmission {
  return {
    id: row.submission_id,
    contentHash: row.content_hash,
    responseId: row.response_id,
    receiptNumber: row.receipt_number,
    receivedAt: row.received_at,
    isDuplicate: row.is_duplicate === 1,
    ...(row.lead_id !== null && { leadId: row.lead_id }),
  };
}

/** Keeps a submission for ever, and counts it: the same one may come again at any time. */
export async function insertSubmission(
  db: Queries,
  centreId: string,
  submission: StoredSubmission,
): Promise<void> {
  await db
    .insertInto('submissions')
    .values({
      centre_id: centreId,
      submission_id: submission.id,
      content_hash: submission.contentHash,
      response_id: submission.responseId,
      receipt_number: submission.receiptNumber,
      received_at: submission.receivedAt,
      is_duplicate: submission.isDuplicate ? 1 : 0,
      lead_id: submission.leadId ?? null,
    })
    .execute();
  await db
    .updateTable('centres')
    .set((column) => ({ submissions: column('submissions', '+', 1) }))
    .where('centre_id', '=', centreId)
    .execute();
}
