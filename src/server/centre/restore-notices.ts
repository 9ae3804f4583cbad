import type { RestoreNotice } from '#protocol/restores.ts';
import { listRestores, type Restore } from '#server/database/queries/restores.ts';
import type { Queries } from '#server/database/schema.ts';

/** What each restore of a centre is known not to have brought back, the latest first. */
export async function listRestoreNotices(db: Queries, centreId: string): Promise<RestoreNotice[]> {
  return (await listRestores(db, centreId)).map(toNotice);
}

function toNotice({ noticedAt, isDeclared, kept, seen }: Restore): RestoreNotice {
  const isProven = seen.revision > kept.revision;
  return {
    at: noticedAt,
    isDeclared,
    lostSubmissions: Math.max(0, seen.submissions - kept.submissions),
    // Numbers of receipts are revisions (`respondent/receive-submission.ts`).
    receiptNumbers: isProven
      ? { above: receiptNumber(kept.revision), last: receiptNumber(seen.revision) }
      : null,
  };
}

function receiptNumber(revision: number): string {
  return String(revision).padStart(6, '0');
}
