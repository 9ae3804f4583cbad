import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { fetchFile } from '#client/api/files-api.ts';
import { ApiProblem, Unreachable } from '#client/api/http.ts';
import { useWorkspace } from '#client/records/workspace.ts';
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

/** A picture that can be shown. */
export interface PhotoPicture {
  /** Where it stands in this page; undefined while there is none. */
  url: Readonly<ShallowRef<string | undefined>>;
  /** `absent`: neither the device nor the server has it, or the server cannot be reached. */
  state: Readonly<Ref<'loading' | 'shown' | 'absent'>>;
}

/**
 * One of an attachment's files: from this device, else from the server, and then kept here as long as there is room.
 *
 * @param wanted the record, or undefined while nothing is to be shown.
 */
export function usePhotoPicture(
  wanted: () => Local<'attachments'> | undefined,
  part: FilePart,
): PhotoPicture {
  const { db, now } = useWorkspace();
  const url = shallowRef<string>();
  const state = ref<'loading' | 'shown' | 'absent'>('loading');
  let stopping = new AbortController();

  function clear(): void {
    stopping.abort();
    stopping = new AbortController();
    if (url.value !== undefined) URL.revokeObjectURL(url.value);
    url.value = undefined;
    state.value = 'loading';
  }

  async function load(record: Local<'attachments'>, signal: AbortSignal): Promise<void> {
    const { sha256, mediaType } = part === 'full' ? record.fields : (record.fields.thumbnail ?? {});
    if (sha256 === undefined) {
      state.value = 'absent';
      return;
    }
    const bytes =
      (await readFileBytes(db, record.id, part)) ??
      (await inTurn(() => fetchCopy(record.id, sha256, signal)));
    if (signal.aborted) return;
    if (bytes) url.value = URL.createObjectURL(new Blob([bytes], { type: mediaType ?? '' }));
    state.value = bytes ? 'shown' : 'absent';
  }

  async function fetchCopy(
    attachmentId: string,
    sha256: string,
    signal: AbortSignal,
  ): Promise<ArrayBuffer | undefined> {
    try {
      if (signal.aborted) return undefined;
      const { bytes, mediaType } = await fetchFile(attachmentId, part, signal);
      if ((await hashBytes(bytes)) !== sha256) return undefined;
      await keepCopy(attachmentId, mediaType, bytes);
      return bytes;
    } catch (error) {
      if (error instanceof ApiProblem || error instanceof Unreachable) return undefined;
      throw error;
    }
  }

  async function keepCopy(attachmentId: string, mediaType: string, bytes: ArrayBuffer): Promise<void> {
    try {
      await keepFile(db, { attachmentId, part, mediaType, keptAt: now(), isCopy: true, bytes });
    } catch (error) {
      // It is shown all the same, and fetched again the next time.
      if (!isStorageFull(error)) console.warn('a photo could not be kept on this device', error);
    }
  }

  let last: { id: string; sha256: string | undefined } | undefined;
  watch(
    () => {
      const record = wanted();
      const { sha256 } = (part === 'full' ? record?.fields : record?.fields.thumbnail) ?? {};
      const arrived = part === 'full' ? record?.fields.verifiedAt : record?.fields.thumbnailVerifiedAt;
      return `${record?.id} ${sha256} ${arrived}`;
    },
    () => {
      const record = wanted();
      const { sha256 } = (part === 'full' ? record?.fields : record?.fields.thumbnail) ?? {};
      // What is shown stays: that it has arrived makes no other picture of it.
      if (record && record.id === last?.id && sha256 === last.sha256 && state.value === 'shown') return;
      last = record && { id: record.id, sha256 };
      clear();
      const { signal } = stopping;
      if (record)
        load(record, signal).catch((error: unknown) => {
          console.warn('a photo could not be shown', error);
          if (!signal.aborted) state.value = 'absent';
        });
    },
    { immediate: true },
  );
  onScopeDispose(clear);
  return { url, state };
}
