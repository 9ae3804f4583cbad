import { createHash } from 'node:crypto';
import { sniffFileType, type FileType } from '#protocol/files.ts';
import { lockCentre } from '#server/database/queries/centres.ts';
import {
  deleteUpload,
  findUpload,
  insertAttachmentFile,
  listPieces,
  type Upload,
} from '#server/database/queries/files.ts';
import { listRecords } from '#server/database/queries/records.ts';
import { instantOf } from '#server/journal/clock.ts';
import type { FileServices } from './file-services.ts';
import { setArrivals } from '#server/records/consequences/arrived-files.ts';
import { findExpected } from './expected-file.ts';
import { contentKey } from '#server/file-storage/file-storage.ts';

type Needed = FileServices;

/**
 * What became of an upload whose bytes have all come: `pending` while some are missing, `arrived`, or why its bytes
 * are not what the record says; those are forgotten, so that it begins anew.
 */
export type Verification =
  | 'pending'
  | 'arrived'
  | 'file-not-as-recorded'
  | 'file-type-refused'
  | 'file-record-unknown';

/**
 * Holds an upload's bytes against its record once they are all there. Only then do they become a content, and in one
 * transaction the record says that they have arrived. May be asked again at any time.
 */
export async function verifyUpload(
  services: Needed,
  centreId: string,
  uploadId: string,
): Promise<Verification> {
  const { database, fileStorage, clock } = services;
  const upload = await findUpload(database.db, centreId, uploadId);
  if (!upload || upload.received_bytes < upload.size_bytes) return 'pending';
  const pieces = await listPieces(database.db, centreId, uploadId);
  const found = await examine(services, pieces);
  const fault = judge(upload, found);
  if (fault || !found) {
    // Somebody else's server may have finished it meanwhile, and its pieces are gone for that reason.
    if (!found && !(await findUpload(database.db, centreId, uploadId))) return 'arrived';
    await discardUpload(services, centreId, uploadId);
    return fault ?? 'file-not-as-recorded';
  }

  const key = contentKey(centreId, upload.sha256);
  const store = async (): Promise<void> => {
    if ((await fileStorage.sizeOf(key)) === upload.size_bytes) return;
    await fileStorage.put(key, {
      open: () => readPieces(services, pieces),
      sizeBytes: upload.size_bytes,
      sha256: upload.sha256,
    });
  };
  await store();
  const at = instantOf(clock);
  const hasArrived = await database.db.transaction().execute(async (tx) => {
    await lockCentre(tx, centreId);
    const [record] = await listRecords(tx, centreId, [upload.attachment_id]);
    if (!record || findExpected(record, upload.part)?.sha256 !== upload.sha256) return false;
    // A sweep that ran between took it for unused; from here on none does.
    await store();
    await insertAttachmentFile(
      tx,
      centreId,
      { attachmentId: upload.attachment_id, part: upload.part },
      { sha256: upload.sha256, sizeBytes: upload.size_bytes, mediaType: found.type ?? '', at },
    );
    await setArrivals({ tx, centreId, serverTime: at }, [record]);
    return true;
  });
  await discardUpload(services, centreId, uploadId);
  return hasArrived ? 'arrived' : 'file-record-unknown';
}

/** Forgets an upload, with its pieces. */
export async function discardUpload(
  { database, fileStorage }: Pick<Needed, 'database' | 'fileStorage'>,
  centreId: string,
  uploadId: string,
): Promise<void> {
  const keys = await database.db.transaction().execute((tx) => deleteUpload(tx, centreId, uploadId));
  for (const key of keys) await fileStorage.remove(key);
}

interface Examined {
  sha256: string;
  sizeBytes: number;
  type: FileType | undefined;
}

/** What the pieces are together; undefined where one of them is gone. */
async function examine(services: Needed, pieces: readonly string[]): Promise<Examined | undefined> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  let start: Buffer = Buffer.alloc(0);
  try {
    for await (const bytes of readPieces(services, pieces)) {
      hash.update(bytes);
      sizeBytes += bytes.length;
      if (start.length < 16) start = Buffer.concat([start, bytes.subarray(0, 16)]);
    }
  } catch (error) {
    if (error instanceof PieceGone) return undefined;
    throw error;
  }
  return { sha256: hash.digest('hex'), sizeBytes, type: sniffFileType(start) };
}

function judge(upload: Upload, found: Examined | undefined): Verification | undefined {
  if (!found) return undefined;
  if (found.sha256 !== upload.sha256 || found.sizeBytes !== upload.size_bytes) return 'file-not-as-recorded';
  return found.type === undefined ? 'file-type-refused' : undefined;
}

class PieceGone extends Error {}

async function* readPieces(
  { fileStorage }: Pick<Needed, 'fileStorage'>,
  pieces: readonly string[],
): AsyncGenerator<Uint8Array> {
  for (const key of pieces) {
    const stream = await fileStorage.read(key);
    if (!stream) throw new PieceGone(key);
    for await (const bytes of stream) yield bytes as Uint8Array;
  }
}
