import type { Attachment } from '#domain/records/attachment.ts';
import { FILE_TYPES, MAX_FILE_BYTES, uploadIdOf } from '#protocol/files.ts';
import type { Workspace } from '#client/records/workspace.ts';
import { BytesNotKept, dropFile, keepFile, tidyFiles } from '#client/storage/file-shelf.ts';
import { releaseBytes } from '#client/storage/release-bytes.ts';
import { isStorageFull } from '#client/storage/is-storage-full.ts';
import type { PreparedPhoto } from '#client/workers/photo/photo-contract.ts';

/** What may be chosen. Some phones do not know HEIC by its type. */
export const ACCEPTED = [...FILE_TYPES, 'image/*', '.heic', '.heif', '.pdf'].join(',');

/** What a photo belongs to. */
export type PhotoSubject = Pick<Attachment, 'accountId' | 'visitId' | 'leadId' | 'responseId' | 'itemCode'>;

/** Photos stop here first, so that records always have room. */
const SPARE_BYTES = 50 * 1024 * 1024;

/** What became of a chosen file: kept, kept as it was, or why not. */
export type AddedPhoto =
  | { outcome: 'added' | 'asItWas'; attachmentId: string; mediaType: string }
  | { outcome: 'full' | 'unreadable' | 'tooLarge' | 'notKept' };

/** Whether this device has room for a photo beside what is to be recorded on it. */
export async function hasRoom(bytes: number): Promise<boolean> {
  const estimate = await navigator.storage?.estimate?.();
  if (estimate?.quota === undefined || estimate.usage === undefined) return true;
  return estimate.quota - estimate.usage > bytes + SPARE_BYTES;
}

/**
 * Keeps a chosen file: its bytes first, read back, then its record. Killed in between, there is a record of no photo
 * that is not there.
 */
export async function addPhoto(
  { db, session, now, newId, write }: Workspace,
  file: File,
  subject: PhotoSubject,
  prepare: (file: File) => Promise<PreparedPhoto | null>,
): Promise<AddedPhoto> {
  const prepared = await prepare(file);
  if (!prepared) return { outcome: 'unreadable' };
  const { bytes, thumbnail, mediaType } = prepared;
  if (bytes.byteLength > MAX_FILE_BYTES) return { outcome: 'tooLarge' };
  const needed = bytes.byteLength + (thumbnail?.byteLength ?? 0);
  if (!(await hasRoom(needed))) {
    await tidyFiles(db, now(), true);
    if (!(await hasRoom(needed))) return { outcome: 'full' };
  }
  const attachmentId = newId();
  const keptAt = now();
  try {
    const full = await keepFile(db, { attachmentId, part: 'full', mediaType, keptAt, bytes });
    const small =
      thumbnail &&
      (await keepFile(db, {
        attachmentId,
        part: 'thumb',
        mediaType: 'image/jpeg',
        keptAt,
        bytes: thumbnail,
      }));
    await write('attachments', attachmentId, {
      ...subject,
      sha256: full.sha256,
      sizeBytes: full.sizeBytes,
      mediaType,
      state: 'onDevice',
      ...(prepared.isAsItWas && file.name && { fileName: file.name }),
      ...(prepared.width !== undefined && { width: prepared.width }),
      ...(prepared.height !== undefined && { height: prepared.height }),
      takenAt: keptAt,
      takenBy: session.user.id,
      ...(prepared.place !== undefined && { place: prepared.place }),
      ...(small && {
        thumbnail: { sha256: small.sha256, sizeBytes: small.sizeBytes, mediaType: small.mediaType },
      }),
    });
  } catch (error) {
    for (const part of ['full', 'thumb'] as const) await dropFile(db, uploadIdOf(attachmentId, part));
    if (isStorageFull(error)) return { outcome: 'full' };
    if (error instanceof BytesNotKept) return { outcome: 'notKept' };
    throw error;
  } finally {
    releaseBytes(bytes);
    if (thumbnail) releaseBytes(thumbnail);
  }
  return { outcome: prepared.isAsItWas ? 'asItWas' : 'added', attachmentId, mediaType };
}
