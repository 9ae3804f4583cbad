import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { addPhoto, hasRoom } from '#client/areas/field/features/photos/add-photos.ts';
import type { Workspace } from '#client/records/workspace.ts';
import { BansoDatabase } from '#client/storage/database.ts';
import { keepFile } from '#client/storage/file-shelf.ts';
import type { PreparedPhoto } from '#client/workers/photo/photo-contract.ts';
import { MAX_FILE_BYTES } from '#protocol/files.ts';

const NOW = '2026-11-20T03:00:00.000Z';
const MIB = 1024 * 1024;
const FILE = { name: '見積書.pdf' } as File;

let db: BansoDatabase;
let written: [string, string, object][];
let workspace: Workspace;
beforeEach(() => {
  db = new BansoDatabase('centre', 'sato', { indexedDB: new IDBFactory(), IDBKeyRange });
  written = [];
  // A browser that does not tell how much room there is.
  vi.stubGlobal('navigator', {});
  workspace = {
    db,
    session: { user: { id: 'sato' } },
    now: () => NOW,
    newId: () => 'photo',
    async write(collection: string, id: string, fields: object) {
      // Its bytes are there before anything says that it is.
      if (!(await db.fileBytes.get('photo.full'))) throw new Error('a record of a photo that is not there');
      written.push([collection, id, fields]);
    },
  } as unknown as Workspace;
});
afterEach(() => vi.unstubAllGlobals());

const photo = (given: Partial<PreparedPhoto> = {}): PreparedPhoto => ({
  bytes: new Uint8Array([255, 216, 255]).buffer,
  mediaType: 'image/jpeg',
  width: 2048,
  height: 1536,
  thumbnail: new Uint8Array([255, 216]).buffer,
  isAsItWas: false,
  ...given,
});
const add = (prepared: PreparedPhoto | null) =>
  addPhoto(workspace, FILE, { visitId: 'visit' }, () => Promise.resolve(prepared));

/** A device with so much room, beside what is stored on it. */
function stubRoom(quota: number, usage: () => number): void {
  vi.stubGlobal('navigator', { storage: { estimate: async () => ({ quota, usage: usage() }) } });
}

it('keeps the bytes, then the record, which says what they are', async () => {
  expect(await add(photo())).toMatchObject({ outcome: 'added', attachmentId: 'photo' });
  expect(written).toMatchObject([
    [
      'attachments',
      'photo',
      { visitId: 'visit', sizeBytes: 3, width: 2048, takenBy: 'sato', thumbnail: { sizeBytes: 2 } },
    ],
  ]);
  expect(written[0]![2]).not.toHaveProperty('fileName');
  expect(await db.files.toCollection().primaryKeys()).toEqual(['photo.full', 'photo.thumb']);
});

it('keeps what cannot be drawn as it was, with its name', async () => {
  const pdf = photo({ mediaType: 'application/pdf', isAsItWas: true });
  delete pdf.thumbnail;
  expect(await add(pdf)).toMatchObject({ outcome: 'asItWas', mediaType: 'application/pdf' });
  expect(written[0]![2]).toMatchObject({ fileName: '見積書.pdf', mediaType: 'application/pdf' });
});

it('takes nothing that is no photo, or too large', async () => {
  expect(await add(null)).toEqual({ outcome: 'unreadable' });
  expect(await add(photo({ bytes: new ArrayBuffer(MAX_FILE_BYTES + 1) }))).toEqual({ outcome: 'tooLarge' });
  expect(written).toEqual([]);
});

it('stops while records still have room, and only once nothing can be taken off that the server has', async () => {
  stubRoom(100 * MIB, () => 51 * MIB);
  expect(await hasRoom(0)).toBe(false);
  expect(await add(photo())).toEqual({ outcome: 'full' });
  expect([await db.files.count(), written]).toEqual([0, []]);

  // A colleague's, which can be fetched again.
  const copy = { attachmentId: 'other', part: 'full', mediaType: 'image/jpeg', keptAt: NOW } as const;
  const { sha256 } = await keepFile(db, { ...copy, isCopy: true, bytes: new Uint8Array([1]).buffer });
  await db.attachments.put({
    id: 'other',
    revision: 3,
    deletedAt: null,
    fields: { sha256, verifiedAt: NOW },
  } as never);
  let stored = 1;
  stubRoom(100 * MIB, () => (stored === 0 ? 10 * MIB : 51 * MIB));
  db.files.hook('deleting', () => void (stored = 0));
  expect(await add(photo())).toMatchObject({ outcome: 'added' });
  expect(await db.files.toCollection().primaryKeys()).toEqual(['photo.full', 'photo.thumb']);
});

it('leaves nothing of a photo whose record could not be written', async () => {
  workspace.write = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
  expect(await add(photo())).toEqual({ outcome: 'full' });
  expect([await db.files.count(), await db.fileBytes.count()]).toEqual([0, 0]);
});
