import type { Attachment } from '#domain/records/attachment.ts';
import type { ChangeFields } from '#domain/sync/change.ts';
import type { AttachmentFile } from '#server/database/queries/files.ts';
import type { CentreRecord } from '#server/database/queries/records.ts';

/**
 * What the record of an attachment has to say of its arrival, by what the server has of it and whatever a
 * device has written there; only what differs.
 */
export function planArrival({ fields }: CentreRecord, files: readonly AttachmentFile[]): ChangeFields {
  const said = fields as Partial<Attachment>;
  const timeOf = (part: string, sha256: string | undefined): string | null =>
    files.find((file) => file.part === part && file.sha256 === sha256)?.verified_at ?? null;
  const verifiedAt = timeOf('full', said.sha256);
  const thumbnailVerifiedAt = timeOf('thumb', said.thumbnail?.sha256);
  const state = verifiedAt === null ? 'onDevice' : 'uploaded';
  return {
    ...((said.state ?? 'onDevice') !== state && { state }),
    ...((said.verifiedAt ?? null) !== verifiedAt && { verifiedAt }),
    ...((said.thumbnailVerifiedAt ?? null) !== thumbnailVerifiedAt && { thumbnailVerifiedAt }),
  };
}
