import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { useWorkspace } from '#client/records/workspace.ts';
import type { Local } from '#client/storage/database.ts';
import { releaseBytes } from '#client/storage/release-bytes.ts';
import type { FilePart } from '#protocol/files.ts';
import { describePart, loadPhotoBytes } from './photo-bytes.ts';

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
  const workspace = useWorkspace();
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
    const bytes = await loadPhotoBytes(workspace, record, part, signal);
    if (signal.aborted) return;
    const type = describePart(record, part)?.mediaType ?? '';
    if (bytes) {
      url.value = URL.createObjectURL(new Blob([bytes], { type }));
      releaseBytes(bytes);
    }
    state.value = bytes ? 'shown' : 'absent';
  }

  let last: { id: string; sha256: string | undefined } | undefined;
  watch(
    () => {
      const record = wanted();
      const arrived = part === 'full' ? record?.fields.verifiedAt : record?.fields.thumbnailVerifiedAt;
      return `${record?.id} ${record && describePart(record, part)?.sha256} ${arrived}`;
    },
    () => {
      const record = wanted();
      const sha256 = record && describePart(record, part)?.sha256;
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
