import type { Instant } from '#domain/canonical/dates.ts';
import { digestOf, type UnsentFile } from '#protocol/unsent-file.ts';
import type { BansoDatabase } from '#client/storage/database.ts';

/** Whose records are exported, and when. */
export interface Exported {
  centreId: string;
  userId: string;
  exportedAt: Instant;
}

/**
 * Everything that has not been acknowledged, as the JSON text of a file: the changes as
 * they were made, with their author, and what stands in forms, so that nothing of them is lost with
 * the device. What is in the file never changes on the device again: the office may have it by now.
 */
export async function exportOutbox(db: BansoDatabase, exported: Exported): Promise<string> {
  const { entries, drafts } = await db.transaction('rw', db.outbox, db.formDrafts, async () => {
    await db.outbox.where('state').equals('pending').modify({ state: 'sending' });
    const all = await db.outbox.orderBy('deviceSeq').toArray();
    return {
      // What was handed to the office is there.
      entries: all.filter(({ state }) => state !== 'handed'),
      drafts: await db.formDrafts.toArray(),
    };
  });
  const content: Omit<UnsentFile, 'digest'> = {
    format: 'banso-unsent-changes',
    version: 2,
    ...exported,
    changes: entries.map(({ change }) => change),
    drafts: drafts.map(({ name, text }) => ({ name, text })),
  };
  return JSON.stringify({ ...content, digest: digestOf(content) }, null, 2);
}
