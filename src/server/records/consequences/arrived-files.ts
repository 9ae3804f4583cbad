import type { Attachment } from '#domain/records/attachment.ts';
import type { ChangeFields } from '#domain/sync/change.ts';
import { listAttachmentFiles, type AttachmentFile } from '#server/database/queries/files.ts';
import type { CentreRecord } from '#server/database/queries/records.ts';
import type { Consequence } from './consequence.ts';
import { writeDecisions, type Judging } from './judging.ts';

/** Watches for attachments: that their bytes are here is the server's word, never a device's. */
export function watchAttachments(): Consequence {
  const noticed = new Set<string>();
  return {
    notice({ change: { collection }, after }) {
      if (collection === 'attachments') noticed.add(after.id);
    },
    follow: (judging, recordOf) => setArrivals(judging, [...noticed].map(recordOf)),
  };
}

/**
 * Has the records of attachments say of their arrival what the server has of them.
 *
 * @param records as they are now; deleted ones stay so.
 * @returns those that this has changed, as they are then.
 */
export async function setArrivals(
  judging: Judging,
  records: readonly CentreRecord[],
): Promise<CentreRecord[]> {
  const alive = records.filter(({ deletedAt }) => deletedAt === null);
  const files = await listAttachmentFiles(
    judging.tx,
    judging.centreId,
    alive.map(({ id }) => id),
  );
  return writeDecisions(
    judging,
    alive.map((record) => ({
      record,
      fields: planArrival(
        record,
        files.filter(({ attachment_id }) => attachment_id === record.id),
      ),
    })),
  );
}

/**
 * What the record of an attachment has to say of its arrival, by what the server has of it and whatever a
 * device has written there; only what differs.
 */
function planArrival({ fields }: CentreRecord, files: readonly AttachmentFile[]): ChangeFields {
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
