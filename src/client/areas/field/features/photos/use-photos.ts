import { computed, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { fileSending } from '#client/records/file-sending.ts';
import { useLiveQuery } from '#client/records/live-query.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import type { BansoDatabase, Local } from '#client/storage/database.ts';
import { uploadIdOf } from '#protocol/files.ts';
import type { PhotoSubject } from './add-photos.ts';

/** How a photo stands: here alone, on its way, with the server, or not taken by it. */
export type PhotoState = 'onDevice' | 'sending' | 'waitsForWifi' | 'sent' | 'refused';

/** A photo or file of a subject. */
export type Photo = Local<'attachments'>;

/** Follows the photos and files of a subject, the oldest first. */
export function usePhotos(subject: () => PhotoSubject): {
  photos: Readonly<ShallowRef<Photo[]>>;
  ready: Readonly<Ref<boolean>>;
} {
  const { db } = useWorkspace();
  const keep = keepUnchanged();
  const records = useLiveQuery(
    async () => keep(await listAttachments(db, subject())),
    [],
    () => JSON.stringify(subject()),
  );
  return { photos: records.data, ready: records.ready };
}

/**
 * Follows how one photo stands. Each of what it gives is a plain value, so that whoever shows one photo of two hundred is
 * not drawn anew for every piece that goes up of another.
 */
export function usePhotoStanding(photo: () => Photo): {
  state: ComputedRef<PhotoState>;
  /** Of one on its way, 0 to 100. */
  percent: ComputedRef<number>;
  /** What the server says of one that it does not take. */
  refusal: ComputedRef<string | undefined>;
} {
  const key = computed(() => uploadIdOf(photo().id, 'full'));
  const refusal = computed(() => fileSending.value.refused.get(photo().id));
  const state = computed((): PhotoState => {
    const { current, arrived, waitsForWifi } = fileSending.value;
    if (photo().fields.verifiedAt !== undefined || arrived.has(key.value)) return 'sent';
    if (refusal.value !== undefined) return 'refused';
    if (current?.key === key.value) return 'sending';
    return waitsForWifi ? 'waitsForWifi' : 'onDevice';
  });
  const percent = computed(() => {
    const { current } = fileSending.value;
    if (current?.key !== key.value) return 0;
    return Math.floor((100 * current.sentBytes) / Math.max(1, current.totalBytes));
  });
  return { state, percent, refusal };
}

/** Gives for a photo that has not changed the object of the last answer: what shows it is not drawn anew then. */
function keepUnchanged(): (photos: Photo[]) => Photo[] {
  let last = new Map<string, { text: string; photo: Photo }>();
  return (photos) => {
    const kept = photos.map((photo) => {
      const text = JSON.stringify(photo);
      const before = last.get(photo.id);
      return before?.text === text ? before : { text, photo };
    });
    last = new Map(kept.map((each) => [each.photo.id, each]));
    return kept.map(({ photo }) => photo);
  };
}

/** By the narrowest of what the subject names: a company's are all that were taken at it. */
async function listAttachments(db: BansoDatabase, subject: PhotoSubject): Promise<Photo[]> {
  const { responseId, itemCode, visitId, leadId, accountId } = subject;
  const [index, id] = responseId
    ? (['fields.responseId', responseId] as const)
    : visitId
      ? (['fields.visitId', visitId] as const)
      : leadId
        ? (['fields.leadId', leadId] as const)
        : (['fields.accountId', accountId ?? ''] as const);
  const found = await db.attachments.where(index).equals(id).toArray();
  return found
    .filter(({ deletedAt, fields }) => deletedAt === null && (!itemCode || fields.itemCode === itemCode))
    .sort((one, other) => ((one.fields.takenAt ?? one.id) < (other.fields.takenAt ?? other.id) ? -1 : 1));
}
