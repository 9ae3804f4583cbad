import { computed, onScopeDispose, shallowRef, watch, type ComputedRef } from 'vue';
import { useWorkspace, type Workspace } from '#client/records/workspace.ts';
import type { Local } from '#client/storage/database.ts';
import { describePart, loadPhotoBytes } from './photo-bytes.ts';
import { shrinkPicture } from './shrink-picture.ts';
import type { Photo } from './use-photos.ts';

/** A photo as it comes to stand on paper. */
export type PhotoPrint =
  | { state: 'loading' | 'absent' | 'file' }
  /** `small`: only the small picture could be had. */
  | { state: 'shown' | 'small'; url: string };

/** Half a sheet is 8 cm wide: enough for 300 dots an inch, and fifty of them stay within a phone's memory. */
const LONGEST = 1000;

/**
 * Makes photos ready to be printed, one after the other, so that one alone is in memory at its full size.
 */
export function usePhotoPrints(photos: () => readonly Photo[]): {
  prints: ComputedRef<ReadonlyMap<string, PhotoPrint>>;
  /** How many are still being fetched or drawn. */
  waiting: ComputedRef<number>;
} {
  const workspace = useWorkspace();
  const known = shallowRef(new Map<string, { of: Content; print: PhotoPrint }>());
  const stopping = new AbortController();
  const { signal } = stopping;
  let isRunning = false;

  async function run(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    for (;;) {
      const next = photos().find(isToBeMade);
      if (!next || signal.aborted) break;
      const print = await makePrint(workspace, next, signal).catch((error: unknown): PhotoPrint => {
        console.warn('a photo could not be made ready for printing', error);
        return { state: 'absent' };
      });
      if (signal.aborted) {
        revoke(print);
        break;
      }
      const before = known.value.get(next.id);
      known.value = new Map(known.value).set(next.id, { of: contentOf(next), print });
      if (before) revoke(before.print);
    }
    isRunning = false;
  }

  /** What has been made stays, unless more than the small picture may be had by now. */
  function isToBeMade(photo: Photo): boolean {
    const made = known.value.get(photo.id);
    if (!made || made.of.sha256 !== photo.fields.sha256) return true;
    return made.print.state !== 'shown' && made.of.arrived !== contentOf(photo).arrived;
  }

  watch(photos, () => void run(), { immediate: true });
  onScopeDispose(() => {
    stopping.abort();
    for (const { print } of known.value.values()) revoke(print);
  });
  const prints = computed(
    () =>
      new Map(
        photos().map(({ id }) => [id, known.value.get(id)?.print ?? { state: 'loading' as const }] as const),
      ),
  );
  return {
    prints,
    waiting: computed(() => [...prints.value.values()].filter(({ state }) => state === 'loading').length),
  };
}

/** Which bytes it is of, and what of them had come to the server. */
interface Content {
  sha256: string | undefined;
  arrived: string;
}

function contentOf({ fields }: Local<'attachments'>): Content {
  return { sha256: fields.sha256, arrived: `${fields.verifiedAt} ${fields.thumbnailVerifiedAt}` };
}

function revoke(print: PhotoPrint): void {
  if ('url' in print) URL.revokeObjectURL(print.url);
}

async function makePrint(
  workspace: Workspace,
  record: Local<'attachments'>,
  signal: AbortSignal,
): Promise<PhotoPrint> {
  const small = describePart(record, 'thumb');
  // What has no small picture could not be drawn where it was taken.
  if (!small) return { state: 'file' };
  const full = await loadPhotoBytes(workspace, record, 'full', signal);
  if (full) {
    const picture = new Blob([full], { type: describePart(record, 'full')?.mediaType ?? '' });
    return { state: 'shown', url: URL.createObjectURL(await shrinkPicture(picture, LONGEST)) };
  }
  const thumbnail = await loadPhotoBytes(workspace, record, 'thumb', signal);
  if (!thumbnail) return { state: 'absent' };
  return { state: 'small', url: URL.createObjectURL(new Blob([thumbnail], { type: small.mediaType })) };
}
