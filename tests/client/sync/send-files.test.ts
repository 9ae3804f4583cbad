import { IDBFactory, IDBKeyRange, IDBObjectStore } from 'fake-indexeddb';
import { beforeEach, expect, it, vi } from 'vitest';
import type { FileToUpload } from '#client/api/files-api.ts';
import { ApiProblem, Unreachable } from '#client/api/http.ts';
import { NOTHING_SENT, type FileSending } from '#client/records/file-sending.ts';
import { BansoDatabase, type Local } from '#client/storage/database.ts';
import { countUnsentFiles, keepFile, listStandingFiles, tidyFiles } from '#client/storage/file-shelf.ts';
import { sendFiles } from '#client/sync/send-files.ts';
import type { FilePart } from '#protocol/files.ts';

const NOW = '2026-11-20T03:00:00.000Z';
let db: BansoDatabase;
let sent: string[];
let state: FileSending;

beforeEach(() => {
  db = new BansoDatabase('centre', 'sato', { indexedDB: new IDBFactory(), IDBKeyRange });
  sent = [];
  state = NOTHING_SENT;
});

/** A photo that was taken here; its record has gone to the server where it has a revision. */
async function take(id: string, revision: number, keptAt = NOW): Promise<void> {
  const fields: Record<string, unknown> = { mediaType: 'image/jpeg' };
  for (const part of ['full', 'thumb'] as const) {
    const { sha256, sizeBytes } = await keepFile(db, {
      attachmentId: id,
      part,
      mediaType: 'image/jpeg',
      keptAt,
      bytes: new TextEncoder().encode(`${id} ${part}`).buffer,
    });
    if (part === 'full') Object.assign(fields, { sha256, sizeBytes });
    else fields['thumbnail'] = { sha256, sizeBytes, mediaType: 'image/jpeg' };
  }
  const record = { id, revision, fields, deletedAt: null, conflicts: [], warnings: [] };
  await db.attachments.put(record as unknown as Local<'attachments'>);
}

async function verify(id: string): Promise<void> {
  await db.attachments.update(id, { 'fields.verifiedAt': NOW, 'fields.thumbnailVerifiedAt': NOW } as never);
}

function send(
  upload: (file: FileToUpload) => Promise<void> = async () => undefined,
  isMetered = false,
): Promise<'done' | 'later'> {
  return sendFiles({
    db,
    upload: async (file, { onProgress }) => {
      await upload(file);
      sent.push(`${file.attachmentId} ${file.part} ${new TextDecoder().decode(file.bytes)}`);
      onProgress(file.bytes.byteLength);
    },
    now: () => NOW,
    isMetered: () => isMetered,
    signal: new AbortController().signal,
    state,
    tell: (next) => (state = next),
  });
}

it('sends small pictures first, then the oldest photo, each once, and none before its record', async () => {
  await take('b', 5, '2026-11-20T02:00:00.000Z');
  await take('a', 4, '2026-11-20T01:00:00.000Z');
  await take('c', 0);
  expect(await send()).toBe('done');
  expect(sent).toEqual(['a thumb a thumb', 'b thumb b thumb', 'a full a full', 'b full b full']);
  expect(await send()).toBe('done');
  expect(sent).toHaveLength(4);
  expect(await countUnsentFiles(db)).toBe(3);
  await Promise.all(['a', 'b'].map(verify));
  expect(await countUnsentFiles(db)).toBe(1);
});

it('stops where the server cannot be reached, and goes past what it refuses', async () => {
  await take('a', 4, '2026-11-20T01:00:00.000Z');
  await take('b', 5, '2026-11-20T02:00:00.000Z');
  const isThumb = (part: FilePart) => part === 'thumb';
  expect(await send(() => Promise.reject(new Unreachable()))).toBe('later');
  expect(sent).toEqual([]);
  const refuse = async ({ attachmentId, part }: FileToUpload): Promise<void> => {
    if (attachmentId === 'a' && !isThumb(part))
      throw new ApiProblem('file-type-refused', '受け取れません', 415);
  };
  expect(await send(refuse)).toBe('later');
  expect(sent.map((line) => line.slice(0, 7).trim())).toEqual(['a thumb', 'b thumb', 'b full']);
  expect(state.refused).toEqual(new Map([['a', '受け取れません']]));
  // It waits on this device all the same.
  expect(await countUnsentFiles(db)).toBe(2);
});

it('waits with full sizes for a network that costs nothing, where that is wanted', async () => {
  await take('a', 4);
  await db.setMeta('photosOnWifiOnly', true);
  expect(await send(undefined, true)).toBe('done');
  expect(sent).toEqual(['a thumb a thumb']);
  expect(state.waitsForWifi).toBe(true);
  await send(undefined, false);
  expect(sent).toHaveLength(2);
  expect(state.waitsForWifi).toBe(false);
});

it('keeps the bytes until the server has verified them, whatever the room, and for two weeks after', async () => {
  await take('a', 4, '2026-11-01T01:00:00.000Z');
  await tidyFiles(db, NOW, true);
  expect(await db.files.count()).toBe(2);
  expect(await countUnsentFiles(db)).toBe(1);
  await verify('a');
  expect(await countUnsentFiles(db)).toBe(0);
  await tidyFiles(db, '2026-11-10T01:00:00.000Z');
  expect(await db.files.count()).toBe(2);
  await tidyFiles(db, NOW);
  // The small picture stays, to be seen without a network.
  expect((await listStandingFiles(db)).map(({ file }) => file.part)).toEqual(['thumb']);
  expect(await db.fileBytes.count()).toBe(1);
});

it('sends again what an older state of the server has lost', async () => {
  await take('a', 4);
  await verify('a');
  expect(await send()).toBe('done');
  expect(sent).toEqual([]);
  await db.attachments.update('a', { 'fields.verifiedAt': undefined } as never);
  await send();
  expect(sent).toEqual(['a full a full']);
});

it('forgets what was erased at once, and what was deleted after a week', async () => {
  await take('erased', 4);
  await take('deleted', 5);
  await db.attachments.update('erased', { deletedAt: NOW, erased: true, fields: {} } as never);
  await db.attachments.update('deleted', { deletedAt: NOW } as never);
  await tidyFiles(db, NOW);
  expect((await db.files.toArray()).map(({ attachmentId }) => attachmentId)).toEqual(['deleted', 'deleted']);
  await tidyFiles(db, '2026-11-28T03:00:00.000Z');
  expect(await db.files.count()).toBe(0);
});

it('lists the photos of a visit with few requests, whatever colleagues took in the same hours or years', async () => {
  const idOf = (index: number): string => `photo-${String(index).padStart(4, '0')}`;
  for (let index = 0; index < 12; index += 1) await take(idOf(index * 10), index < 4 ? 0 : 5);
  await verify(idOf(110));
  await db.attachments.delete(idOf(50));
  const expected = [
    ...Array<string>(4).fill('recordFirst'),
    'due',
    'dropped',
    ...Array<string>(5).fill('due'),
    'sent',
  ];
  const standings = async (): Promise<string[]> =>
    (await listStandingFiles(db)).filter(({ file }) => file.part === 'full').map(({ standing }) => standing);
  const getOne = vi.spyOn(IDBObjectStore.prototype, 'get');
  expect(await standings()).toEqual(expected);
  expect(getOne.mock.calls.length).toBe(0);
  getOne.mockRestore();
  // A centre's years between the first and the last: nobody reads them for a dozen photos.
  const others = Array.from({ length: 100 }, (_, index) => ({
    id: `photo-0005-${index}`,
    revision: 9,
    fields: {},
  }));
  await db.attachments.bulkPut(others as unknown as Local<'attachments'>[]);
  const getAll = vi.spyOn(IDBObjectStore.prototype, 'getAll');
  expect(await standings()).toEqual(expected);
  expect(getAll.mock.contexts.map((store) => (store as { name: string }).name)).not.toContain('attachments');
  getAll.mockRestore();
});
