import type { Instant } from '#domain/canonical/dates.ts';
import { uploadIdOf, type FilePart } from '#protocol/files.ts';
import type { BansoDatabase, KeptFile, Local } from './database.ts';
import { hashBytes } from './hash-bytes.ts';
import { releaseBytes } from './release-bytes.ts';

/*
 * The bytes of photos and files on this device. They stay until the server has verified them, and some time longer to be
 * looked at; what was fetched of colleagues' photos stays as long as there is room.
 */

/** What the server has is kept so long, and so much of it; the newest first. */
const COPY_DAYS = 14;
const COPY_BYTES = 100 * 1024 * 1024;
/** A deletion may come back so long. */
const DELETED_DAYS = 7;
const UNKNOWN_DAYS = 90;
/** Up to so many records are read one by one; more at once, where at least one of so many in between is wanted. */
const FEW = 8;
const DENSE = 4;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** What was written could not be read back as it was. */
export class BytesNotKept extends Error {}

export type NewFile = Omit<KeptFile, 'key' | 'sha256' | 'sizeBytes'> & { bytes: ArrayBuffer };

/**
 * Keeps the bytes of a file and reads them back.
 *
 * @returns what stands in lists of it.
 * @throws BytesNotKept where they are not what was written; whatever kept them from being written (no room).
 */
export async function keepFile(db: BansoDatabase, { bytes, ...file }: NewFile): Promise<KeptFile> {
  const key = uploadIdOf(file.attachmentId, file.part);
  const kept: KeptFile = { ...file, key, sha256: await hashBytes(bytes), sizeBytes: bytes.byteLength };
  await db.transaction('rw', db.files, db.fileBytes, async () => {
    await db.fileBytes.put({ key, bytes });
    await db.files.put(kept);
  });
  const found = await db.fileBytes.get(key);
  const isKept = found !== undefined && (await hashBytes(found.bytes)) === kept.sha256;
  if (found) releaseBytes(found.bytes);
  if (!isKept) {
    await dropFile(db, key);
    throw new BytesNotKept(key);
  }
  return kept;
}

/** The bytes of a file that this device has; undefined where it has none. */
export async function readFileBytes(
  db: BansoDatabase,
  attachmentId: string,
  part: FilePart,
): Promise<ArrayBuffer | undefined> {
  return (await db.fileBytes.get(uploadIdOf(attachmentId, part)))?.bytes;
}

export async function dropFile(db: BansoDatabase, key: string): Promise<void> {
  await db.transaction('rw', db.files, db.fileBytes, async () => {
    await db.files.delete(key);
    await db.fileBytes.delete(key);
  });
}

/** How a file of this device stands to the server. */
export type FileStanding =
  /** The server does not have it, and may be sent it. */
  | 'due'
  /** Its record has to go first. */
  | 'recordFirst'
  /** The server has verified it. */
  | 'sent'
  /** Its record is deleted, erased, or says something else by now. */
  | 'dropped';

/** How a file stands, by the record that it belongs to. */
export function standingOf(file: KeptFile, record: Local<'attachments'> | undefined): FileStanding {
  if (!record || record.deletedAt !== null || record.erased) return 'dropped';
  const { sha256, thumbnail, verifiedAt, thumbnailVerifiedAt } = record.fields;
  const [said, arrived] =
    file.part === 'full' ? [sha256, verifiedAt] : [thumbnail?.sha256, thumbnailVerifiedAt];
  if (said !== file.sha256) return 'dropped';
  if (arrived) return 'sent';
  return record.revision > 0 ? 'due' : 'recordFirst';
}

/** A file with how it stands. */
export interface StandingFile {
  file: KeptFile;
  standing: FileStanding;
  record: Local<'attachments'> | undefined;
}

/**
 * The records of so many files. Those of one device's photos lie close together, since ids begin with their time: they
 * are read at once, with not much beside them. One request each would leave thousands behind for a visit of two hundred
 * photos, read anew with each that is taken, and the browser tidies those up late.
 */
async function readRecords(db: BansoDatabase, ids: string[]): Promise<Local<'attachments'>[]> {
  const [first, last] = [ids.reduce(smaller, ids[0] ?? ''), ids.reduce(larger, '')];
  const range = db.attachments.where(':id').between(first, last, true, true);
  const isDense = ids.length > FEW && (await range.count()) <= DENSE * ids.length;
  if (!isDense) return (await db.attachments.bulkGet(ids)).filter((record) => record !== undefined);
  const wanted = new Set(ids);
  return (await range.toArray()).filter(({ id }) => wanted.has(id));
}

const smaller = (one: string, other: string): string => (other < one ? other : one);
const larger = (one: string, other: string): string => (other > one ? other : one);

/** All files of this device with how they stand; without their bytes. */
export async function listStandingFiles(db: BansoDatabase): Promise<StandingFile[]> {
  const files = await db.files.toArray();
  const found = await readRecords(db, [...new Set(files.map(({ attachmentId }) => attachmentId))]);
  const records = new Map(found.map((record) => [record.id, record]));
  return files.map((file) => {
    const record = records.get(file.attachmentId);
    return { file, record, standing: standingOf(file, record) };
  });
}

/**
 * What the server does not have, in the order in which it goes up: small pictures before all else, so that colleagues see
 * soon what there is, then the oldest first.
 */
export function listDue(files: readonly StandingFile[]): KeptFile[] {
  return files
    .filter(({ standing, file }) => standing === 'due' && !file.isCopy)
    .map(({ file }) => file)
    .sort((one, other) => {
      if (one.part !== other.part) return one.part === 'thumb' ? -1 : 1;
      return one.keptAt < other.keptAt ? -1 : 1;
    });
}

/** How many photos and files the server does not have from this device. */
export async function countUnsentFiles(db: BansoDatabase): Promise<number> {
  const files = await listStandingFiles(db);
  return files.filter(
    ({ file, standing }) =>
      file.part === 'full' && !file.isCopy && (standing === 'due' || standing === 'recordFirst'),
  ).length;
}

/**
 * Takes off this device what it need not keep: full sizes that the server has, once they are old or too many, and what was
 * deleted a week ago or erased.
 *
 * @param isTight everything that the server has goes at once: there is no room.
 */
export async function tidyFiles(db: BansoDatabase, now: Instant, isTight = false): Promise<void> {
  const files = await listStandingFiles(db);
  const nowMs = Date.parse(now);
  let copyBytes = 0;
  const gone = files
    .sort((one, other) => (one.file.keptAt < other.file.keptAt ? 1 : -1))
    .filter(({ file, standing, record }) => {
      const ageMs = nowMs - Date.parse(file.keptAt);
      if (standing === 'dropped') {
        const deletedMs = record?.deletedAt ? nowMs - Date.parse(record.deletedAt) : ageMs;
        // One without a record may be about to get it, or have lost it with a role that is given back.
        if (!record) return ageMs > UNKNOWN_DAYS * DAY_MS;
        const isOver = isTight && ageMs > HOUR_MS;
        return isOver || record?.erased === true || deletedMs > DELETED_DAYS * DAY_MS;
      }
      if (standing !== 'sent') return false;
      if (file.part === 'thumb') return isTight && file.isCopy === true;
      copyBytes += file.sizeBytes;
      return isTight || copyBytes > COPY_BYTES || ageMs > COPY_DAYS * DAY_MS;
    });
  for (const { file } of gone) await dropFile(db, file.key);
}
