import { createHash } from 'node:crypto';
import { isUuidV7 } from '#domain/canonical/uuid.ts';
import { uploadIdOf } from '#protocol/files.ts';
import type { SealedPiece } from '#protocol/parcels.ts';
import type { ProblemCode } from '#protocol/problems.ts';
import {
  findUpload,
  insertPiece,
  insertUpload,
  listAttachmentFiles,
} from '#server/database/queries/files.ts';
import { listRecords } from '#server/database/queries/records.ts';
import { stagingPrefix } from '#server/file-storage/file-storage.ts';
import { instantOf } from '#server/journal/clock.ts';
import { findExpected } from './expected-file.ts';
import type { FileServices } from './file-services.ts';
import { verifyUpload } from './verify-upload.ts';

/**
 * Takes in pieces of photos and files that came another way than by an upload, as if they had come by one: what is there
 * already is not taken twice, and only what is as its record says becomes a content.
 *
 * @returns why pieces were refused, one code for each of those.
 */
export async function takePiecesIn(
  services: FileServices,
  centreId: string,
  pieces: readonly SealedPiece[],
): Promise<ProblemCode[]> {
  const refused: ProblemCode[] = [];
  for (const piece of pieces) {
    const code = await takePieceIn(services, centreId, piece);
    if (code !== undefined) refused.push(code);
  }
  return refused;
}

async function takePieceIn(
  services: FileServices,
  centreId: string,
  { attachmentId, part, firstByte, bytes: text }: SealedPiece,
): Promise<ProblemCode | undefined> {
  const { database, fileStorage, clock } = services;
  // No record has another id, nor does every database take every text for one.
  const [record] = isUuidV7(attachmentId) ? await listRecords(database.db, centreId, [attachmentId]) : [];
  const expected = findExpected(record, part);
  // Its record may be in a letter that is not open yet.
  if (!expected) return 'file-record-unknown';
  const files = await listAttachmentFiles(database.db, centreId, [attachmentId]);
  if (files.some((file) => file.part === part && file.sha256 === expected.sha256)) return undefined;
  const uploadId = uploadIdOf(attachmentId, part);
  await insertUpload(database.db, centreId, { attachmentId, part, ...expected, at: instantOf(clock) });
  const upload = await findUpload(database.db, centreId, uploadId);
  const received = Number(upload?.received_bytes ?? 0);
  const bytes = Buffer.from(text, 'base64url');
  // Of what the device had sent itself, the rest is missing.
  const rest = bytes.subarray(Math.max(0, received - firstByte));
  if (firstByte > received || received + rest.length > expected.sizeBytes) return 'upload-out-of-step';
  if (rest.length > 0) {
    const sha256 = createHash('sha256').update(rest).digest('hex');
    const storageKey = `${stagingPrefix(centreId, uploadId)}${received}-${sha256}`;
    await fileStorage.put(storageKey, { open: () => one(rest), sizeBytes: rest.length, sha256 });
    const piece = { uploadId, firstByte: received, sizeBytes: rest.length, storageKey, at: instantOf(clock) };
    await database.db.transaction().execute((tx) => insertPiece(tx, centreId, piece));
  }
  const outcome = await verifyUpload(services, centreId, uploadId);
  return outcome === 'arrived' || outcome === 'pending' ? undefined : outcome;
}

async function* one(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}
