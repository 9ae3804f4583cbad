import type { Instant } from '#domain/canonical/dates.ts';
import { uploadIdOf, type FilePart } from '#protocol/files.ts';
import type { AttachmentFilesTable, FilesTable, FileUploadsTable, Queries } from '#server/database/schema.ts';

/** A content that an attachment has here, whole and verified. */
export type AttachmentFile = Pick<AttachmentFilesTable, 'part' | 'sha256' | 'verified_at'> &
  Pick<FilesTable, 'size_bytes' | 'media_type'>;

/** What the server has of attachments, by their ids. */
export async function listAttachmentFiles(
  db: Queries,
  centreId: string,
  attachmentIds: readonly string[],
): Promise<(AttachmentFile & { attachment_id: string })[]> {
  if (attachmentIds.length === 0) return [];
  return db
    .selectFrom('attachment_files as mine')
    .innerJoin('files', (join) =>
      join.onRef('files.centre_id', '=', 'mine.centre_id').onRef('files.sha256', '=', 'mine.sha256'),
    )
    .select([
      'mine.attachment_id',
      'mine.part',
      'mine.sha256',
      'mine.verified_at',
      'files.size_bytes',
      'files.media_type',
    ])
    .where('mine.centre_id', '=', centreId)
    .where('mine.attachment_id', 'in', attachmentIds)
    .execute();
}

/** Notes that a content is there, whole, and that an attachment has it. */
export async function insertAttachmentFile(
  db: Queries,
  centreId: string,
  { attachmentId, part }: { attachmentId: string; part: FilePart },
  content: { sha256: string; sizeBytes: number; mediaType: string; at: Instant },
): Promise<void> {
  await db
    .insertInto('files')
    .values({
      centre_id: centreId,
      sha256: content.sha256,
      size_bytes: content.sizeBytes,
      media_type: content.mediaType,
      stored_at: content.at,
    })
    .onConflict((conflict) => conflict.columns(['centre_id', 'sha256']).doNothing())
    .execute();
  await db
    .insertInto('attachment_files')
    .values({
      centre_id: centreId,
      attachment_id: attachmentId,
      part,
      sha256: content.sha256,
      verified_at: content.at,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['centre_id', 'attachment_id', 'part'])
        .doUpdateSet({ sha256: content.sha256, verified_at: content.at }),
    )
    .execute();
}

/** Takes away what attachments have here; the contents go with `dropUnusedFiles`. */
export async function deleteAttachmentFiles(
  db: Queries,
  centreId: string,
  attachmentIds: readonly string[],
): Promise<void> {
  if (attachmentIds.length === 0) return;
  for (const table of ['attachment_files', 'file_uploads'] as const)
    await db
      .deleteFrom(table)
      .where('centre_id', '=', centreId)
      .where('attachment_id', 'in', attachmentIds)
      .execute();
}

/** The same of attachments that were deleted before some time, and of those that there are no records of. */
export async function deleteFilesOfDeleted(db: Queries, centreId: string, before: Instant): Promise<void> {
  const alive = db
    .selectFrom('records')
    .select('record_id')
    .where('centre_id', '=', centreId)
    .where('collection', '=', 'attachments')
    .where((where) => where.or([where('deleted_at', 'is', null), where('deleted_at', '>=', before)]))
    .where('erased_at', 'is', null);
  await db
    .deleteFrom('attachment_files')
    .where('centre_id', '=', centreId)
    .where('attachment_id', 'not in', alive)
    .execute();
}

/** Forgets contents that no attachment has any more. @returns their hashes. */
export async function dropUnusedFiles(db: Queries, centreId: string): Promise<string[]> {
  const rows = await db
    .deleteFrom('files')
    .where('centre_id', '=', centreId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('attachment_files as user')
            .select('user.sha256')
            .whereRef('user.centre_id', '=', 'files.centre_id')
            .whereRef('user.sha256', '=', 'files.sha256'),
        ),
      ),
    )
    .returning('sha256')
    .execute();
  return rows.map(({ sha256 }) => sha256);
}

/** All contents that a centre is to have. */
export async function listFiles(db: Queries, centreId: string): Promise<FilesTable[]> {
  return db.selectFrom('files').selectAll().where('centre_id', '=', centreId).orderBy('sha256').execute();
}

/** How many bytes a centre has, and is to get by what is on its way. */
export async function sumFileBytes(db: Queries, centreId: string): Promise<number> {
  const [stored, coming] = await Promise.all(
    (['files', 'file_uploads'] as const).map((table) =>
      db
        .selectFrom(table)
        .select(({ fn }) => fn.sum<number | null>('size_bytes').as('bytes'))
        .where('centre_id', '=', centreId)
        .executeTakeFirstOrThrow(),
    ),
  );
  return Number(stored?.bytes ?? 0) + Number(coming?.bytes ?? 0);
}

/** A file on its way. */
export type Upload = Pick<
  FileUploadsTable,
  'upload_id' | 'attachment_id' | 'part' | 'sha256' | 'size_bytes' | 'received_bytes'
>;

export async function findUpload(
  db: Queries,
  centreId: string,
  uploadId: string,
): Promise<Upload | undefined> {
  return db
    .selectFrom('file_uploads')
    .select(['upload_id', 'attachment_id', 'part', 'sha256', 'size_bytes', 'received_bytes'])
    .where('centre_id', '=', centreId)
    .where('upload_id', '=', uploadId)
    .executeTakeFirst();
}

/** Begins an upload; one that is under way goes on. */
export async function insertUpload(
  db: Queries,
  centreId: string,
  upload: { attachmentId: string; part: FilePart; sha256: string; sizeBytes: number; at: Instant },
): Promise<void> {
  await db
    .insertInto('file_uploads')
    .values({
      centre_id: centreId,
      upload_id: uploadIdOf(upload.attachmentId, upload.part),
      attachment_id: upload.attachmentId,
      part: upload.part,
      sha256: upload.sha256,
      size_bytes: upload.sizeBytes,
      received_bytes: 0,
      touched_at: upload.at,
    })
    .onConflict((conflict) => conflict.columns(['centre_id', 'upload_id']).doNothing())
    .execute();
}

/**
 * Notes a piece that is in the storage, if the upload stands where the piece begins: of two servers that took
 * the same one, one notes it.
 *
 * @returns whether it was noted.
 */
export async function insertPiece(
  tx: Queries,
  centreId: string,
  piece: { uploadId: string; firstByte: number; sizeBytes: number; storageKey: string; at: Instant },
): Promise<boolean> {
  const moved = await tx
    .updateTable('file_uploads')
    .set({ received_bytes: piece.firstByte + piece.sizeBytes, touched_at: piece.at })
    .where('centre_id', '=', centreId)
    .where('upload_id', '=', piece.uploadId)
    .where('received_bytes', '=', piece.firstByte)
    .executeTakeFirst();
  if (moved.numUpdatedRows === 0n) return false;
  await tx
    .insertInto('file_pieces')
    .values({
      centre_id: centreId,
      upload_id: piece.uploadId,
      first_byte: piece.firstByte,
      storage_key: piece.storageKey,
    })
    .execute();
  return true;
}

/** The storage keys of an upload's pieces, in their order. */
export async function listPieces(db: Queries, centreId: string, uploadId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('file_pieces')
    .select('storage_key')
    .where('centre_id', '=', centreId)
    .where('upload_id', '=', uploadId)
    .orderBy('first_byte')
    .execute();
  return rows.map((row) => row.storage_key);
}

/** Forgets an upload. @returns the storage keys of its pieces. */
export async function deleteUpload(db: Queries, centreId: string, uploadId: string): Promise<string[]> {
  await db
    .deleteFrom('file_uploads')
    .where('centre_id', '=', centreId)
    .where('upload_id', '=', uploadId)
    .execute();
  const rows = await db
    .deleteFrom('file_pieces')
    .where('centre_id', '=', centreId)
    .where('upload_id', '=', uploadId)
    .returning('storage_key')
    .execute();
  return rows.map((row) => row.storage_key);
}

/** Uploads that nobody has gone on with since some time. */
export async function listStaleUploads(db: Queries, centreId: string, before: Instant): Promise<string[]> {
  const rows = await db
    .selectFrom('file_uploads')
    .select('upload_id')
    .where('centre_id', '=', centreId)
    .where('touched_at', '<', before)
    .execute();
  return rows.map((row) => row.upload_id);
}

/** The storage keys of all pieces of a centre. */
export async function listAllPieces(db: Queries, centreId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('file_pieces')
    .select('storage_key')
    .where('centre_id', '=', centreId)
    .execute();
  return new Set(rows.map((row) => row.storage_key));
}

/** Forgets pieces whose upload is gone. @returns their storage keys. */
export async function deletePiecesWithoutUpload(db: Queries, centreId: string): Promise<string[]> {
  const uploads = db.selectFrom('file_uploads').select('upload_id').where('centre_id', '=', centreId);
  const rows = await db
    .deleteFrom('file_pieces')
    .where('centre_id', '=', centreId)
    .where('upload_id', 'not in', uploads)
    .returning('storage_key')
    .execute();
  return rows.map((row) => row.storage_key);
}
