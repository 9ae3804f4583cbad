import type { Instant } from '#domain/canonical/dates.ts';
import type { JsonObject } from '#domain/canonical/json.ts';
import type { Queries } from '#server/database/schema.ts';

/** One administrative act. */
export interface AuditEntry {
  centreId: string;
  id: string;
  at: Instant;
  /** Who did it; null when it was the server itself. */
  userId: string | null;
  /** What was done, `people.create` … */
  action: string;
  /** The id of whom or what it was done to. */
  subject: string | null;
  detail: JsonObject;
}

/** Adds an act to the audit log; nothing ever changes or removes one. */
export async function appendAudit(db: Queries, entry: AuditEntry): Promise<void> {
  await db
    .insertInto('audit_log')
    .values({
      centre_id: entry.centreId,
      audit_id: entry.id,
      at: entry.at,
      user_id: entry.userId,
      action: entry.action,
      subject: entry.subject,
      detail: JSON.stringify(entry.detail),
    })
    .execute();
}

/** A centre's acts in the order of time. */
export async function listAudit(db: Queries, centreId: string): Promise<AuditEntry[]> {
  const rows = await db
    .selectFrom('audit_log')
    .selectAll()
    .where('centre_id', '=', centreId)
    .orderBy('at')
    .orderBy('audit_id')
    .execute();
  return rows.map((row) => ({
    centreId: row.centre_id,
    id: row.audit_id,
    at: row.at,
    userId: row.user_id,
    action: row.action,
    subject: row.subject,
    detail: JSON.parse(row.detail) as JsonObject,
  }));
}
