import { createHash } from 'node:crypto';
import { Metadata } from '@tus/server';
import type { Change } from '#domain/sync/change.ts';
import type { FilePart } from '#protocol/files.ts';
import { UPLOADS_PATH, uploadIdOf } from '#protocol/files.ts';
import type { TestClient } from './app.ts';
import { makeChange, push } from './fieldwork.ts';

/** Bytes that begin as a JPEG does and go on as a seed says. */
export function makeJpeg(sizeBytes: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(sizeBytes);
  let state = seed;
  for (let index = 0; index < sizeBytes; index += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[index] = state >>> 16;
  }
  Buffer.from([0xff, 0xd8, 0xff, 0xe0]).copy(bytes);
  return bytes;
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Records a photo, as a device does before any byte of it leaves. */
export async function recordPhoto(
  client: TestClient,
  full: Uint8Array,
  { thumbnail, ...fields }: { thumbnail?: Uint8Array; [field: string]: unknown } = {},
): Promise<Change> {
  const change = makeChange(client, 'attachments', {
    sha256: sha256Of(full),
    sizeBytes: full.length,
    mediaType: 'image/jpeg',
    takenBy: client.person.userId,
    ...(thumbnail && {
      thumbnail: { sha256: sha256Of(thumbnail), sizeBytes: thumbnail.length, mediaType: 'image/jpeg' },
    }),
    ...(fields as Record<string, string>),
  });
  await push(client, [change]);
  return change;
}

const TUS = { 'tus-resumable': '1.0.0' };

/** Begins an upload. */
export function createUpload(
  { request }: Pick<TestClient, 'request'>,
  attachmentId: string,
  sizeBytes: number,
  part: FilePart = 'full',
) {
  return request({
    method: 'POST',
    url: UPLOADS_PATH,
    headers: {
      ...TUS,
      'upload-length': String(sizeBytes),
      'upload-metadata': Metadata.stringify({ attachmentId, part }),
    },
  });
}

/** How far an upload is; -1 where there is none. */
export async function uploadOffset(
  { request }: Pick<TestClient, 'request'>,
  attachmentId: string,
  part: FilePart = 'full',
): Promise<number> {
  const url = `${UPLOADS_PATH}/${uploadIdOf(attachmentId, part)}`;
  const answer = await request({ method: 'HEAD', url, headers: TUS });
  return answer.statusCode === 200 ? Number(answer.headers['upload-offset']) : -1;
}

/** Sends a piece. */
export function sendPiece(
  { request }: Pick<TestClient, 'request'>,
  attachmentId: string,
  offset: number,
  bytes: Buffer,
  part: FilePart = 'full',
) {
  return request({
    method: 'PATCH',
    url: `${UPLOADS_PATH}/${uploadIdOf(attachmentId, part)}`,
    headers: { ...TUS, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) },
    payload: bytes,
  });
}

/** Sends a whole file in pieces. @returns the last answer. */
export async function uploadAll(
  client: Pick<TestClient, 'request'>,
  attachmentId: string,
  bytes: Buffer,
  part: FilePart = 'full',
  pieceBytes = 64 * 1024,
) {
  let answer = await createUpload(client, attachmentId, bytes.length, part);
  for (let offset = 0; offset < bytes.length && answer.statusCode < 300; offset += pieceBytes)
    answer = await sendPiece(client, attachmentId, offset, bytes.subarray(offset, offset + pieceBytes), part);
  return answer;
}
