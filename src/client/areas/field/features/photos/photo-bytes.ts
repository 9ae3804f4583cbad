import { fetchFile } from '#client/api/files-api.ts';
import { ApiProblem, Unreachable } from '#client/api/http.ts';
import type { Workspace } from '#client/records/workspace.ts';
import type { Local } from '#client/storage/database.ts';
import { isStorageFull } from '#client/storage/is-storage-full.ts';
import { keepFile, readFileBytes } from '#client/storage/file-shelf.ts';
import { hashBytes } from '#client/storage/hash-bytes.ts';
import type { FilePart } from '#protocol/files.ts';

/** So many pictures are fetched at a time. */
const AT_ONCE = 4;
const waiting: (() => void)[] = [];
let underWay = 0;

async function inTurn<T>(task: () => Promise<T>): Promise<T> {
  if (underWay >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  underWay += 1;
  try {
    return await task();
  } finally {
    underWay -= 1;
    waiting.shift()?.();
  }
}

/** What the record of an attachment says of one of its files; undefined where it has none. */
export function describePart(
  { fields }: Local<'attachments'>,
  part: FilePart,
): { sha256: string; mediaType: string } | undefined {
  const { sha256, mediaType } = part === 'full' ? fields : (fields.thumbnail ?? {});
  return sha256 === undefined ? undefined : { sha256, mediaType: mediaType ?? '' };
}

/**
 * The bytes of one of an attachment's files: from this device, else from the server, and then kept here as long as there is
 * room. Undefined where neither has them or the server cannot be reached.
 */
export async function loadPhotoBytes(
  workspace: Pick<Workspace, 'db' | 'now'>,
  record: Local<'attachments'>,
  part: FilePart,
  signal: AbortSignal,
): Promise<ArrayBuffer | undefined> {
  const described = describePart(record, part);
  if (!described) return undefined;
  return (
    (await readFileBytes(workspace.db, record.id, part)) ??
    (await inTurn(() => fetchCopy(workspace, { id: record.id, part, sha256: described.sha256 }, signal)))
  );
}

async function fetchCopy(
  { db, now }: Pick<Workspace, 'db' | 'now'>,
  { id, part, sha256 }: { id: string; part: FilePart; sha256: string },
  signal: AbortSignal,
): Promise<ArrayBuffer | undefined> {
  try {
    if (signal.aborted) return undefined;
    const { bytes, mediaType } = await fetchFile(id, part, signal);
    if ((await hashBytes(bytes)) !== sha256) return undefined;
    try {
      await keepFile(db, { attachmentId: id, part, mediaType, keptAt: now(), isCopy: true, bytes });
    } catch (error) {
      // It is shown all the same, and fetched again the next time.
      if (!isStorageFull(error)) console.warn('a photo could not be kept on this device', error);
    }
    return bytes;
  } catch (error) {
    if (error instanceof ApiProblem || error instanceof Unreachable) return undefined;
    throw error;
  }
}
