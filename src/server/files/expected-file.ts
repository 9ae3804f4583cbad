import { canWrite } from '#domain/access/permissions.ts';
import type { Attachment } from '#domain/records/attachment.ts';
import type { FilePart } from '#protocol/files.ts';
import type { Session } from '#server/auth/session.ts';
import type { CentreRecord } from '#server/database/queries/records.ts';

/** What the record of an attachment says of one of its files; undefined where there is none to come. */
export function findExpected(
  record: CentreRecord | undefined,
  part: FilePart,
): { sha256: string; sizeBytes: number } | undefined {
  if (record?.collection !== 'attachments' || record.deletedAt !== null) return undefined;
  const fields = record.fields as Partial<Attachment>;
  const { sha256, sizeBytes } = (part === 'full' ? fields : fields.thumbnail) ?? {};
  return sha256 !== undefined && sizeBytes !== undefined ? { sha256, sizeBytes } : undefined;
}

/** Whether somebody may send the files of an attachment: who records attachments, and who took it. */
export function mayUpload({ role, userId }: Session, { fields }: CentreRecord): boolean {
  return canWrite(role, 'attachments') || (fields as Partial<Attachment>).takenBy === userId;
}
