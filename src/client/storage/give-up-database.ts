import type { Instant } from '#domain/canonical/dates.ts';
import { MAX_CHANGES_PER_PUSH } from '#protocol/sync.ts';
import { SEALED_PIECE_BYTES, type ParcelContent } from '#protocol/parcels.ts';
import type { BansoDatabase, KeptFile, OutboxEntry, StoredFormDraft } from './database.ts';
import { listStandingFiles, readFileBytes } from './file-shelf.ts';
import type { ParcelShelf } from './parcel-shelf.ts';
import { releaseBytes } from './release-bytes.ts';
import { sealLetter, toBase64url } from './sealed-letter.ts';

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
 * Takes a person's database off this device: what it holds that the server does not have, photos and files too, is sealed
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
  const unsent = await readUnsent(db);
  const shelved: number[] = [];
  // One after the other: photos of a day do not fit into a phone's memory at once.
  const put = async (content: ParcelContent, files: number): Promise<void> => {
    const letter = await sealLetter(leaving.sealingKey, content);
    shelved.push(await shelf.letters.add({ letter, changes: content.changes.length, files }));
  };
  try {
    for (const content of splitIntoLetters(unsent.entries, unsent.drafts, leaving)) await put(content, 0);
    for (const file of unsent.files) await sealFile(db, file, leaving, put);
    // Another tab may have recorded something meanwhile: then once more, with all of it.
    if (JSON.stringify(await readUnsent(db)) !== JSON.stringify(unsent)) {
      await shelf.letters.bulkDelete(shelved);
      return await giveUpDatabase(db, shelf, leaving);
    }
  } catch (error) {
    await shelf.letters.bulkDelete(shelved);
    throw error;
  }
  await db.delete();
  return unsent.entries.length;
}

/** Seals a photo or file in as many letters as its bytes take; they are opened after those with its record. */
async function sealFile(
  db: BansoDatabase,
  { attachmentId, part, sizeBytes }: KeptFile,
  leaving: Leaving,
  put: (content: ParcelContent, files: number) => Promise<void>,
): Promise<void> {
  const bytes = await readFileBytes(db, attachmentId, part);
  // Lost to the browser before: there is nothing to be sealed.
  if (!bytes) return;
  for (let firstByte = 0; firstByte < sizeBytes; firstByte += SEALED_PIECE_BYTES) {
    const piece = new Uint8Array(bytes, firstByte, Math.min(SEALED_PIECE_BYTES, sizeBytes - firstByte));
    const isLast = firstByte + SEALED_PIECE_BYTES >= sizeBytes;
    await put(
      { ...beginLetter(leaving), pieces: [{ attachmentId, part, firstByte, bytes: toBase64url(piece) }] },
      part === 'full' && isLast ? 1 : 0,
    );
  }
  releaseBytes(bytes);
}

interface Unsent {
  entries: OutboxEntry[];
  drafts: StoredFormDraft[];
  /** Without their bytes. */
  files: KeptFile[];
}

async function readUnsent(db: BansoDatabase): Promise<Unsent> {
  return db.transaction('r', [db.outbox, db.formDrafts, db.files, db.attachments], async () => ({
    // What was handed to the office is there.
    entries: (await db.outbox.orderBy('deviceSeq').toArray()).filter(({ state }) => state !== 'handed'),
    drafts: await db.formDrafts.toArray(),
    files: (await listStandingFiles(db))
      .filter(({ file, standing }) => !file.isCopy && (standing === 'due' || standing === 'recordFirst'))
      .map(({ file }) => file),
  }));
}

function beginLetter({ centreId, userId, now }: Leaving): ParcelContent {
  return {
    format: 'banso-unsent-changes',
    version: 1,
    centreId,
    userId,
    exportedAt: now,
    changes: [],
    drafts: [],
  };
}

function splitIntoLetters(
  entries: readonly OutboxEntry[],
  drafts: ParcelContent['drafts'],
  leaving: Leaving,
): ParcelContent[] {
  const contents: ParcelContent[] = [];
  let bytes = Infinity;
  const encoder = new TextEncoder();
  /** The letter that has room for something of a size. */
  const letterFor = (size: number): ParcelContent => {
    let last = contents.at(-1);
    bytes += size;
    if (!last || bytes > MAX_CONTENT_BYTES || last.changes.length >= MAX_CHANGES_PER_PUSH) {
      last = beginLetter(leaving);
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
