import type { JsonObject } from '#domain/canonical/json.ts';
import { instantOf, newId, type Clock } from './clock.ts';
import { appendAudit } from '#server/database/queries/audit-log.ts';
import type { Queries } from '#server/database/schema.ts';

/** What is done in administration, as the audit log names it. */
export type AuditAction =
  | 'centre.found'
  | 'centre.update'
  | 'centre.restore'
  | 'centre.restore-noticed'
  | 'centre.restore-understood'
  | 'records.erase'
  | 'people.create'
  | 'people.update'
  | 'people.link'
  | 'password.set'
  | 'devices.revoke'
  | 'parcels.read'
  | 'parcels.open'
  | 'catalogue.create'
  | 'catalogue.programme'
  | 'catalogue.import'
  | 'catalogue.report'
  | 'catalogue.outline'
  | 'catalogue.publish'
  | 'catalogue.discard'
  | 'catalogue.links'
  | 'catalogue.words'
  | 'catalogue.page'
  | 'surveys.create'
  | 'surveys.update'
  | 'surveys.link'
  | 'surveys.letters'
  | 'surveys.outcome'
  | 'surveys.weights'
  | 'surveys.sample'
  | 'frames.create'
  | 'frames.update'
  | 'frames.import'
  | 'frames.end'
  | 'frames.link'
  | 'surveys.lots'
  | 'surveys.lot-print'
  | 'surveys.lot-mark'
  | 'surveys.lot-unmark'
  | 'surveys.lot-remove'
  | 'surveys.arrivals'
  | 'surveys.dispositions'
  | 'keying.entry'
  | 'invitations.batch'
  | 'invitations.issue'
  | 'invitations.show'
  | 'invitations.revoke'
  | 'changes.accept'
  | 'changes.decline'
  | 'referrals.sent'
  | 'referrals.answer'
  | 'referrals.late-slip'
  | 'referrals.codes'
  | 'provisions.expire'
  | 'meetings.take-back'
  | 'responses.duplicate'
  | 'responses.count'
  | 'accounts.merge-circle';

/** Writes an act down in the transaction that does it. `by` is null when it is the server or not yet anyone. */
export async function audit(
  db: Queries,
  clock: Clock,
  act: {
    centreId: string;
    by: string | null;
    action: AuditAction;
    subject: string | null;
    detail?: JsonObject;
  },
): Promise<void> {
  await appendAudit(db, {
    centreId: act.centreId,
    id: newId(clock),
    at: instantOf(clock),
    userId: act.by,
    action: act.action,
    subject: act.subject,
    detail: act.detail ?? {},
  });
}
