import { listAttachmentFiles } from '#server/database/queries/files.ts';
import type { CentreRecord } from '#server/database/queries/records.ts';
import { planArrival } from '#server/files/arrival.ts';
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
