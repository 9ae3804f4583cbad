import type { BansoDatabase } from '#client/storage/database.ts';

/** With more unsent edits than this reading them costs more than it saves. */
const MOST_UNSENT = 100;

/**
 * A mark of what the device holds, which is another after every page of a pull, every answer to a push and every edit: figures
 * that were counted under it are those of the records as they are. `undefined` where that cannot be told cheaply.
 */
export async function readStateMark(db: BansoDatabase): Promise<string | undefined> {
  const [values, unsent] = await Promise.all([
    db.meta.bulkGet(['epoch', 'accessVersion', 'cursor', 'answeredRevision', 'deviceSeq', 'refill']),
    db.outbox.limit(MOST_UNSENT + 1).toArray(),
  ]);
  if (unsent.length > MOST_UNSENT) return undefined;
  return JSON.stringify([values.map((value) => value?.value ?? null), unsent]);
}
