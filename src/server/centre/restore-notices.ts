import type { FastifyInstance } from 'fastify';
import type { RestoreNotice } from '#protocol/restores.ts';
import type { Session } from '#server/auth/session.ts';
import { listRestores, understandRestore, type KnownRestore } from '#server/database/queries/restores.ts';
import type { Queries } from '#server/database/schema.ts';
import { Problem } from '#server/http/problem.ts';
import { audit } from '#server/journal/audit.ts';
import { instantOf } from '#server/journal/clock.ts';

/** What each restore of a centre is known not to have brought back, the latest first. */
export async function listRestoreNotices(db: Queries, centreId: string): Promise<RestoreNotice[]> {
  return (await listRestores(db, centreId)).map(toNotice);
}

/** Puts a notice away; it comes back when devices prove that more was lost. @throws Problem `not-found`. */
export async function understandNotice(
  { database, clock }: FastifyInstance,
  { centreId, userId }: Pick<Session, 'centreId' | 'userId'>,
  epoch: string,
): Promise<void> {
  await database.db.transaction().execute(async (tx) => {
    if (!(await understandRestore(tx, centreId, epoch, instantOf(clock)))) throw new Problem('not-found');
    await audit(tx, clock, { centreId, by: userId, action: 'centre.restore-understood', subject: epoch });
  });
}

function toNotice({ epoch, noticedAt, isDeclared, kept, seen, understoodAt }: KnownRestore): RestoreNotice {
  const isProven = seen.revision > kept.revision;
  return {
    id: epoch,
    isUnderstood: understoodAt !== null,
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
