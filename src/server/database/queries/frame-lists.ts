import type { Selectable } from 'kysely';
import type { Instant } from '#domain/canonical/dates.ts';
import type { FrameListsTable, Queries } from '#server/database/schema.ts';

/** A list of addresses as it is stored. */
export type StoredFrameList = Selectable<FrameListsTable>;

/** A centre's lists, the newest first. */
export async function listFrameLists(db: Queries, centreId: string): Promise<StoredFrameList[]> {
  return db
    .selectFrom('frame_lists')
    .selectAll()
    .where('centre_id', '=', centreId)
    .orderBy('created_at', 'desc')
    .orderBy('list_id', 'desc')
    .execute();
}

/** A list by its id, whatever its state. */
export async function findFrameList(
  db: Queries,
  centreId: string,
  listId: string,
): Promise<StoredFrameList | undefined> {
  return db
    .selectFrom('frame_lists')
    .selectAll()
    .where('centre_id', '=', centreId)
    .where('list_id', '=', listId)
    .executeTakeFirst();
}

/** Adds a list. */
export async function insertFrameList(db: Queries, list: StoredFrameList): Promise<void> {
  await db.insertInto('frame_lists').values(list).execute();
}

/** Writes a list whose stored revision is the one before; false when somebody else has changed it. */
export async function updateFrameList(db: Queries, list: StoredFrameList): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('frame_lists')
    .set(list)
    .where('centre_id', '=', list.centre_id)
    .where('list_id', '=', list.list_id)
    .where('revision', '=', list.revision - 1)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Forgets a list that has no rows yet; one that has stays. */
export async function deleteLoadingList(db: Queries, centreId: string, listId: string): Promise<void> {
  await db
    .deleteFrom('frame_lists')
    .where('centre_id', '=', centreId)
    .where('list_id', '=', listId)
    .where('status', '=', 'loading')
    .execute();
}

/** Which surveys have drawn a sample from which list. */
export async function listSampledLists(
  db: Queries,
  centreId: string,
): Promise<{ surveyId: string; listId: string }[]> {
  return db
    .selectFrom('survey_samples')
    .select(['survey_id as surveyId', 'list_id as listId'])
    .where('centre_id', '=', centreId)
    .orderBy('survey_id')
    .execute();
}

/** A piece of an import on its way. */
export interface FramePiece {
  centreId: string;
  listId: string;
  uploadId: string;
  piece: number;
  /** JSON of its rows. */
  content: string;
  sentAt: Instant;
}

/** Keeps a piece; the same one sent again takes the place of the first. */
export async function putFramePiece(db: Queries, piece: FramePiece): Promise<void> {
  const row = { content: piece.content, sent_at: piece.sentAt };
  const key = { list_id: piece.listId, upload_id: piece.uploadId, piece: piece.piece };
  await db
    .insertInto('frame_uploads')
    .values({ centre_id: piece.centreId, ...key, ...row })
    .onConflict((conflict) =>
      conflict.columns(['centre_id', 'list_id', 'upload_id', 'piece']).doUpdateSet(row),
    )
    .execute();
}

/** Which pieces of an import of a list have come, in their order. */
export async function listFramePieces(
  db: Queries,
  centreId: string,
  listId: string,
  uploadId: string,
): Promise<number[]> {
  const rows = await db
    .selectFrom('frame_uploads')
    .select('piece')
    .where('centre_id', '=', centreId)
    .where('upload_id', '=', uploadId)
    .where('list_id', '=', listId)
    .orderBy('piece')
    .execute();
  return rows.map((row) => row.piece);
}

/** The rows of a piece that has come, as JSON. */
export async function readFramePiece(
  db: Queries,
  { centreId, listId, uploadId, piece }: Pick<FramePiece, 'centreId' | 'listId' | 'uploadId' | 'piece'>,
): Promise<string> {
  const row = await db
    .selectFrom('frame_uploads')
    .select('content')
    .where('centre_id', '=', centreId)
    .where('list_id', '=', listId)
    .where('upload_id', '=', uploadId)
    .where('piece', '=', piece)
    .executeTakeFirstOrThrow();
  return row.content;
}

/** Forgets what came of an import. */
export async function deleteFrameUpload(
  db: Queries,
  centreId: string,
  listId: string,
  uploadId: string,
): Promise<void> {
  await db
    .deleteFrom('frame_uploads')
    .where('centre_id', '=', centreId)
    .where('upload_id', '=', uploadId)
    .where('list_id', '=', listId)
    .execute();
}

/** Forgets imports of a list, or of any list, that nobody goes on with: what came before a time, and lists that still wait for rows since then. */
export async function deleteStaleUploads(db: Queries, before: Instant): Promise<void> {
  await db.deleteFrom('frame_uploads').where('sent_at', '<', before).execute();
  await db
    .deleteFrom('frame_lists')
    .where('status', '=', 'loading')
    .where('created_at', '<', before)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('frame_uploads')
            .select('piece')
            .whereRef('frame_uploads.centre_id', '=', 'frame_lists.centre_id')
            .whereRef('frame_uploads.list_id', '=', 'frame_lists.list_id'),
        ),
      ),
    )
    .execute();
}

/** Forgets all imports of a list that are on their way. */
export async function deleteUploadsOfList(db: Queries, centreId: string, listId: string): Promise<void> {
  await db
    .deleteFrom('frame_uploads')
    .where('centre_id', '=', centreId)
    .where('list_id', '=', listId)
    .execute();
}
