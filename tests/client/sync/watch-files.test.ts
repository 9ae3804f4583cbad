// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, expect, it, vi } from 'vitest';
import { fileSending } from '#client/records/file-sending.ts';
import { BansoDatabase, type Local } from '#client/storage/database.ts';
import { keepFile } from '#client/storage/file-shelf.ts';
import { watchFiles } from '#client/sync/watch-files.ts';
import { eventually } from '#tests/support/eventually.ts';

const db = new BansoDatabase('centre', 'sato');
const sent: string[] = [];
vi.mock('#client/records/workspace.ts', () => ({
  findWorkspace: () => ({ db, now: () => '2026-11-20T03:00:00.000Z' }),
  announce: () => undefined,
}));
vi.mock('#client/api/files-api.ts', () => ({
  uploadFile: async ({ attachmentId, part }: { attachmentId: string; part: string }) =>
    sent.push(`${attachmentId} ${part}`),
}));
afterEach(() => vi.unstubAllGlobals());

/** A photo without a small picture, whose record the server has from `revision` 1 on. */
async function take(id: string, revision: number): Promise<void> {
  const { sha256, sizeBytes } = await keepFile(db, {
    attachmentId: id,
    part: 'full',
    mediaType: 'image/jpeg',
    keptAt: '2026-11-20T03:00:00.000Z',
    bytes: new TextEncoder().encode(id).buffer,
  });
  const fields = { mediaType: 'image/jpeg', sha256, sizeBytes };
  await db.attachments.put({
    id,
    revision,
    fields,
    deletedAt: null,
    conflicts: [],
    warnings: [],
  } as unknown as Local<'attachments'>);
}

it('sends what is there at the start, what is taken later, what its record frees, and what the setting held back', async () => {
  await take('before', 1);
  watchFiles();
  await eventually(() => expect(sent).toEqual(['before full']));

  await take('later', 1);
  await eventually(() => expect(sent.slice(1)).toEqual(['later full']));

  await take('ahead of its record', 0);
  await take('beside it', 1);
  await eventually(() => expect(sent.slice(2)).toEqual(['beside it full']));
  await db.attachments.update('ahead of its record', { revision: 2 });
  await eventually(() => expect(sent.slice(3)).toEqual(['ahead of its record full']));

  vi.stubGlobal('navigator', { onLine: true, connection: { type: 'cellular' } });
  await db.setMeta('photosOnWifiOnly', true);
  await take('held back', 1);
  await eventually(() => expect(fileSending.value.waitsForWifi).toBe(true));
  expect(sent).toHaveLength(4);
  await db.setMeta('photosOnWifiOnly', false);
  await eventually(() => expect(sent.slice(4)).toEqual(['held back full']));
});
