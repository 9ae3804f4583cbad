import type { Kysely, Transaction } from 'kysely';
import { hasArrivedWhole, type Attachment } from '#domain/records/attachment.ts';
import { listRestrictedAmong, UNSAID, type RecordText } from '#server/database/queries/records.ts';
import type { Database } from '#server/database/schema.ts';

/**
 * Records of a page for those who may not see whose all responses are: photos of an answer whose company wants it not
 * known are gone for them, with their captions. One that has not arrived whole stays: the device that took it would
 * else forget what it has to send.
 */
export async function withoutVeiledAttachments(
  db: Kysely<Database> | Transaction<Database>,
  centreId: string,
  texts: readonly RecordText[],
): Promise<readonly RecordText[]> {
  const responseOf = new Map(
    texts.flatMap((text) => {
      if (text.collection !== 'attachments') return [];
      const fields = JSON.parse(text.fields) as Partial<Attachment>;
      return fields.responseId !== undefined && hasArrivedWhole(fields)
        ? [[text.record_id, fields.responseId] as const]
        : [];
    }),
  );
  if (responseOf.size === 0) return texts;
  const restricted = await listRestrictedAmong(db, centreId, [...new Set(responseOf.values())]);
  return texts.map((text) =>
    restricted.has(responseOf.get(text.record_id) ?? '')
      ? { ...text, fields: '{}', conflicts: '[]', warnings: '[]', deleted_at: UNSAID }
      : text,
  );
}
