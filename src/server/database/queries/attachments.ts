import { sql } from 'kysely';
import type { Attachment } from '#domain/records/attachment.ts';
import type { Queries } from '#server/database/schema.ts';

/** What an attachment may belong to. */
const SUBJECTS = ['accountId', 'visitId', 'leadId', 'responseId'] as const;

/** The attachments of a record, by their ids, erased ones left out. Reads the centre's attachments: it is seldom asked. */
export async function listAttachmentsOf(db: Queries, centreId: string, recordId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('records')
    .select(['record_id', 'fields'])
    .where('centre_id', '=', centreId)
    .where('collection', '=', 'attachments')
    .where('erased_at', 'is', null)
    .where(sql<boolean>`fields like ${`%${recordId}%`}`)
    .execute();
  return rows.flatMap((row) => {
    const fields = JSON.parse(row.fields) as Partial<Attachment>;
    return SUBJECTS.some((name) => fields[name] === recordId) ? [row.record_id] : [];
  });
}
