import type { Instant } from '#domain/canonical/dates.ts';
import { MAX_CHANGES_PER_PUSH } from '#protocol/sync.ts';
import type { ParcelContent } from '#protocol/parcels.ts';
import type { BansoDatabase, OutboxEntry, StoredFormDraft } from './database.ts';
import type { ParcelShelf } from './parcel-shelf.ts';
import { sealLetter } from './sealed-letter.ts';

/** A letter's changes and drafts together; encrypted and in base64url it has to fit what the server takes. */
const MAX_CONTENT_BYTES = 1024 * 1024;

/** Names, in the device's memory, the database that a page is giving up. */
export const GIVING_UP = 'banso.giving-up';

/** Whose database is given up, and to whom it is sealed. */
export interface Leaving {
  centreId: string;
  userId: string;
  /** The centre's public key, see `SessionResponse`. */
  sealingKey: string;
  now: Instant;
}

/**
 * Takes a person's database off this device: what it holds that the server does not have is sealed
 * to the centre and put on the shelf first; only when that is durable the database goes.
 *
 * @returns how many changes were sealed.
 * @throws when something could not be sealed or kept; everything then stands as it stood.
 */
export async function giveUpDatabase(
  db: BansoDatabase,
  shelf: ParcelShelf,
  leaving: Leaving,
): Promise<number> {
  const { entries, drafts } = await readUnsent(db);
  const contents = splitIntoLetters(entries, drafts, leaving);
  const letters = await Promise.all(
    contents.map(async (content) => ({
      letter: await sealLetter(leaving.sealingKey, content),
      changes: content.changes.length,
    })),
  );
  // Another tab may have recorded something meanwhile: then once more, with all of it.
  if (JSON.stringify(await readUnsent(db)) !== JSON.stringify({ entries, drafts }))
    return giveUpDatabase(db, shelf, leaving);
  await shelf.letters.bulkAdd(letters);
  await db.delete();
  return entries.length;
}

async function readUnsent(db: BansoDatabase): Promise<{ entries: OutboxEntry[]; drafts: StoredFormDraft[] }> {
  return db.transaction('r', db.outbox, db.formDrafts, async () => ({
    // What was handed to the office is there.
    entries: (await db.outbox.orderBy('deviceSeq').toArray()).filter(({ state }) => state !== 'handed'),
    drafts: await db.formDrafts.toArray(),
  }));
}

function splitIntoLetters(
  entries: readonly OutboxEntry[],
  drafts: ParcelContent['drafts'],
  { centreId, userId, now }: Leaving,
): ParcelContent[] {
  const contents: ParcelContent[] = [];
  let bytes = Infinity;
  const encoder = new TextEncoder();
  /** The letter that has room for something of a size. */
  const letterFor = (size: number): ParcelContent => {
    let last = contents.at(-1);
    bytes += size;
    if (!last || bytes > MAX_CONTENT_BYTES || last.changes.length >= MAX_CHANGES_PER_PUSH) {
      last = {
        format: 'banso-unsent-changes',
        version: 1,
        centreId,
        userId,
        exportedAt: now,
        changes: [],
        drafts: [],
      };
      contents.push(last);
      bytes = size;
    }
    return last;
  };
  for (const { change } of entries)
    letterFor(encoder.encode(JSON.stringify(change)).length).changes.push(change);
  for (const { name, text } of drafts)
    letterFor(encoder.encode(JSON.stringify({ name, text })).length).drafts.push({ name, text });
  return contents;
}
