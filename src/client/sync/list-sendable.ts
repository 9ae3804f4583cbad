import { MAX_CHANGES_PER_PUSH, MAX_PUSH_BYTES } from '#protocol/sync.ts';
import type { BansoDatabase, OutboxEntry } from '../storage/database.ts';

/** Room for the envelope around the changes. */
const ENVELOPE_BYTES = 1024;

/**
 * The next changes to send, oldest first: at most one per record, so that one that is
 * rejected holds back those behind it, none of a record with a quarantined change, and
 * within the limits of a push.
 */
export async function listSendable(db: BansoDatabase, limit = MAX_CHANGES_PER_PUSH): Promise<OutboxEntry[]> {
  const waiting = await db.outbox.orderBy('deviceSeq').toArray();
  const held = new Set(waiting.filter(({ state }) => state === 'quarantined').map(({ recordId }) => recordId));
  const batch: OutboxEntry[] = [];
  let bytes = ENVELOPE_BYTES;
  for (const entry of waiting) {
    if (held.has(entry.recordId)) continue;
    held.add(entry.recordId);
    bytes += new TextEncoder().encode(JSON.stringify(entry.change)).length + 1;
    if (batch.length > 0 && (bytes > MAX_PUSH_BYTES || batch.length >= limit)) break;
    batch.push(entry);
  }
  return batch;
}
