import { computed, type ComputedRef, type Ref } from 'vue';
import { fileSending } from '#client/records/file-sending.ts';
import { useLiveQuery } from '#client/records/live-query.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import type { BansoDatabase, Local } from '#client/storage/database.ts';
import { uploadIdOf } from '#protocol/files.ts';
import type { PhotoSubject } from './add-photos.ts';

/** How a photo stands: here alone, on its way, with the server, or not taken by it. */
export type PhotoState = 'onDevice' | 'sending' | 'waitsForWifi' | 'sent' | 'refused';

/** A photo of a subject. */
export interface Photo {
  id: string;
  record: Local<'attachments'>;
  state: PhotoState;
  /** Of one on its way, 0 to 100. */
  percent: number;
  /** What the server says of one that it does not take. */
  refusal: string | undefined;
}

/** Follows the photos and files of a subject, the oldest first. */
export function usePhotos(subject: () => PhotoSubject): {
  photos: ComputedRef<Photo[]>;
  ready: Readonly<Ref<boolean>>;
} {
  const { db } = useWorkspace();
  const records = useLiveQuery(
    () => listAttachments(db, subject()),
    [],
    () => JSON.stringify(subject()),
  );
  const photos = computed(() => records.data.value.map(describe));
  return { photos, ready: records.ready };
}

function describe(record: Local<'attachments'>): Photo {
  const { current, arrived, refused, waitsForWifi } = fileSending.value;
  const key = uploadIdOf(record.id, 'full');
  const refusal = refused.get(record.id);
  const isSent = record.fields.verifiedAt !== undefined || arrived.has(key);
  const state: PhotoState = isSent
    ? 'sent'
    : refusal !== undefined
      ? 'refused'
      : current?.key === key
        ? 'sending'
        : waitsForWifi
          ? 'waitsForWifi'
          : 'onDevice';
  const percent =
    current?.key === key ? Math.floor((100 * current.sentBytes) / Math.max(1, current.totalBytes)) : 0;
  return { id: record.id, record, state, percent, refusal };
}

/** By the narrowest of what the subject names: a company's are all that were taken at it. */
async function listAttachments(db: BansoDatabase, subject: PhotoSubject): Promise<Local<'attachments'>[]> {
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
