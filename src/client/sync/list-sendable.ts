import { MAX_CHANGES_PER_PUSH, MAX_PUSH_BYTES } from '#protocol/sync.ts';
import type { BansoDatabase, OutboxEntry } from '#client/storage/database.ts';

/** Room for the envelope around the changes. */
const ENVELOPE_BYTES = 1024;

/** What the office has to decide about is asked for so often, by the server's clock. */
const ASK_AGAIN_MS = 6 * 60 * 60_000;

/**
 * The next changes to send, oldest first: at most one per record, so that one that is
 * rejected holds back those behind it, none of a record with a quarantined change, or one that
 * the office decides about, or among `without`, and within the limits of a push. One that is larger than `maxBytes` goes alone.
 */
export async function listSendable(
  db: BansoDatabase,
  {
    limit = MAX_CHANGES_PER_PUSH,
    maxBytes = MAX_PUSH_BYTES,
    without,
  }: { limit?: number | undefined; maxBytes?: number; without: ReadonlyMap<string, unknown> },
): Promise<OutboxEntry[]> {
  const heardAt = await db.getMeta('lastServerTime');
  const askAgain = heardAt === undefined ? '' : new Date(Date.parse(heardAt) - ASK_AGAIN_MS).toISOString();
  const quarantined = await db.outbox.where('state').equals('quarantined').toArray();
  const held = new Set([...without.keys(), ...quarantined.map(({ recordId }) => recordId)]);
  const batch: OutboxEntry[] = [];
  let bytes = ENVELOPE_BYTES;
  let isFull = false;
  // In steps: the outbox of an import holds thousands, and a batch needs a few hundred.
  await db.outbox
    .orderBy('deviceSeq')
    .until(() => isFull)
    .each((entry) => {
      if (held.has(entry.recordId)) return;
      if (entry.state === 'handed' && (entry.handedAt ?? '') >= askAgain) {
        // What was written later stays later, whatever the office decides and when.
        held.add(entry.recordId);
        return;
      }
      bytes += sizeOf(entry);
      isFull = batch.length > 0 && (bytes > maxBytes || batch.length >= limit);
      if (isFull) return;
      held.add(entry.recordId);
      batch.push(entry);
    });
  return batch;
}

const encoder = new TextEncoder();

/** The bytes that an entry's change takes up in a push. */
export function sizeOf({ change }: OutboxEntry): number {
  return encoder.encode(JSON.stringify(change)).length + 1;
}
