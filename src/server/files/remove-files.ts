import { listCentreStates, lockCentre } from '#server/database/queries/centres.ts';
import {
  deleteFilesOfDeleted,
  deletePiecesWithoutUpload,
  dropUnusedFiles,
  listAllPieces,
  listFiles,
  listStaleUploads,
} from '#server/database/queries/files.ts';
import type { FileServices } from './file-services.ts';
import { contentKey, contentPrefix, stagingPrefix } from '#server/file-storage/file-storage.ts';
import { discardUpload } from './verify-upload.ts';

type Needed = FileServices;

const DAY_MS = 24 * 60 * 60 * 1000;
/** An upload that nobody goes on with, and a deletion that somebody may take back. */
const KEPT_MS = 7 * DAY_MS;

/**
 * Removes the bytes that no attachment has any more. While that is decided, and until it is done, nothing arrives
 * (`verifyUpload` locks the centre too).
 */
export async function removeUnusedFiles(
  { database, fileStorage }: Pick<Needed, 'database' | 'fileStorage'>,
  centreId: string,
): Promise<void> {
  await database.db.transaction().execute(async (tx) => {
    await lockCentre(tx, centreId);
    for (const sha256 of await dropUnusedFiles(tx, centreId))
      await fileStorage.remove(contentKey(centreId, sha256));
    for (const key of await deletePiecesWithoutUpload(tx, centreId)) await fileStorage.remove(key);
  });
}

/** Removes what was deleted a week ago, uploads that nobody has gone on with for a week, and what lies in the storage for no reason. */
export async function sweepFiles(services: Needed): Promise<void> {
  const { database, fileStorage, clock } = services;
  const before = new Date(clock() - KEPT_MS).toISOString();
  for (const { id: centreId } of await listCentreStates(database.db)) {
    await deleteFilesOfDeleted(database.db, centreId, before);
    for (const uploadId of await listStaleUploads(database.db, centreId, before))
      await discardUpload(services, centreId, uploadId);
    await removeUnusedFiles(services, centreId);
    await removeStrays(services, centreId, fileStorage.list(contentPrefix(centreId)), 'contents');
    await removeStrays(services, centreId, fileStorage.list(stagingPrefix(centreId)), 'pieces');
  }
}

/** What a server left that was ended between storing and noting it. A young one may be another server's that is at it. */
async function removeStrays(
  { database, fileStorage, clock }: Needed,
  centreId: string,
  found: ReturnType<FileServices['fileStorage']['list']>,
  kind: 'contents' | 'pieces',
): Promise<void> {
  const known =
    kind === 'pieces'
      ? await listAllPieces(database.db, centreId)
      : new Set((await listFiles(database.db, centreId)).map(({ sha256 }) => contentKey(centreId, sha256)));
  for await (const { key, modifiedMs } of found)
    if (!known.has(key) && modifiedMs < clock() - DAY_MS) await fileStorage.remove(key);
}
