import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Attachment } from '#domain/records/attachment.ts';
import type { ProblemDocument } from '#protocol/problems.ts';
import { restoreBackup } from '#server/backup/restore-backup.ts';
import { writeBackup } from '#server/backup/write-backup.ts';
import { listRecords } from '#server/database/queries/records.ts';
import { examineStoredFiles } from '#server/doctor/examine-database.ts';
import { migrateDatabase } from '#server/database/migrations/migrate.ts';
import { contentKey } from '#server/file-storage/file-storage.ts';
import { sweepFiles } from '#server/files/remove-files.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/databases.ts';
import { makeChange, push } from '#tests/support/fieldwork.ts';
import {
  createUpload,
  makeJpeg,
  recordPhoto,
  sendPiece,
  sha256Of,
  uploadAll,
  uploadOffset,
} from '#tests/support/photos.ts';

const DAY_MS = 86_400_000;

describe.each(['sqlite', 'postgres'] as const)('photos and files (%s)', (dialect) => {
  let nowMs = Date.now();
  let database: TestDatabase;
  let test: TestApp;
  let office: TestClient;
  let coordinator: TestClient;
  const overrides = () => ({ ...database.connection, clock: () => nowMs });
  beforeAll(async () => {
    database = await createTestDatabase(dialect);
    await migrateDatabase(database.handle);
    test = await createTestApp(database.handle, overrides());
    coordinator = await test.as('coordinator');
    office = await test.as('office');
  });
  afterAll(async () => {
    await test.app.close();
    await database.remove();
  });

  const read = (client: TestClient, id: string, what = '') =>
    client.request({ method: 'GET', url: `/api/files/${id}${what}` });
  const codeOf = (answer: { json: () => ProblemDocument; statusCode: number }) => [
    answer.statusCode,
    answer.json().code,
  ];
  const recordOf = async (id: string): Promise<Partial<Attachment>> =>
    (await listRecords(database.handle.db, test.centreId, [id]))[0]!.fields as Partial<Attachment>;
  const listContents = async (): Promise<string[]> => {
    const folder = join(database.connection.filesDir, 'content');
    const names = await readdir(folder, { recursive: true }).catch(() => []);
    return names.filter((name) => /[0-9a-f]{64}$/.test(name));
  };

  it('takes a photo in pieces, says only then that it has arrived, and shows it to colleagues', async () => {
    const bytes = makeJpeg(300_000);
    const thumbnail = makeJpeg(9_000, 2);
    const { recordId } = await recordPhoto(coordinator, bytes, { thumbnail, caption: '旋盤' });
    expect((await createUpload(coordinator, recordId, bytes.length)).headers['location']).toBe(
      `/api/uploads/${recordId}.full`,
    );
    await sendPiece(coordinator, recordId, 0, bytes.subarray(0, 200_000));
    expect(await uploadOffset(coordinator, recordId)).toBe(200_000);
    expect(await recordOf(recordId)).not.toHaveProperty('verifiedAt');
    expect(codeOf(await read(office, recordId))).toEqual([404, 'file-not-here']);

    expect((await sendPiece(coordinator, recordId, 200_000, bytes.subarray(200_000))).statusCode).toBe(204);
    expect(await recordOf(recordId)).toMatchObject({ state: 'uploaded', caption: '旋盤' });
    expect(await recordOf(recordId)).not.toHaveProperty('thumbnailVerifiedAt');
    expect((await uploadAll(coordinator, recordId, thumbnail, 'thumb')).statusCode).toBe(204);
    expect((await recordOf(recordId)).thumbnailVerifiedAt).toBeDefined();

    const shown = await read(office, recordId);
    expect(shown.rawPayload.equals(bytes)).toBe(true);
    expect(shown.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-cache',
    });
    expect((await read(office, recordId, '/thumbnail')).rawPayload.equals(thumbnail)).toBe(true);
    // Nothing is left of the way.
    expect(
      await readdir(join(database.connection.filesDir, 'staging', test.centreId), { recursive: true }),
    ).toEqual([]);
  });

  it('goes on where it stood when the server is ended after any piece, and before it has verified', async () => {
    const bytes = makeJpeg(90_000, 3);
    const { recordId } = await recordPhoto(coordinator, bytes);
    const { cookie } = coordinator;
    await createUpload(coordinator, recordId, bytes.length);
    for (let offset = 0; offset < bytes.length; offset += 30_000) {
      // Another process each time: nothing is kept in memory.
      const other = await createTestApp(database.handle, overrides());
      const client = {
        request: (options: Parameters<TestClient['request']>[0]) =>
          other.app.inject({ ...options, headers: { cookie, ...options.headers } }),
      };
      expect(await uploadOffset(client, recordId)).toBe(offset);
      await sendPiece(client, recordId, offset, bytes.subarray(offset, offset + 30_000));
      // What was lost on the way to the device is sent again, and changes nothing.
      const again = await sendPiece(client, recordId, offset, bytes.subarray(offset, offset + 30_000));
      expect([404, 409]).toContain(again.statusCode);
      await other.app.close();
    }
    expect((await read(office, recordId)).rawPayload.equals(bytes)).toBe(true);

    const unverified = makeJpeg(50_000, 4);
    const second = await recordPhoto(coordinator, unverified);
    await createUpload(coordinator, second.recordId, unverified.length);
    await sendPiece(coordinator, second.recordId, 0, unverified.subarray(0, 20_000));
    // The last piece is in, and the server was ended before it looked at the whole.
    const { insertPiece } = await import('#server/database/queries/files.ts');
    const storageKey = `staging/${test.centreId}/${second.recordId}.full/20000-cut`;
    const rest = unverified.subarray(20_000);
    await test.app.fileStorage.put(storageKey, {
      open: () =>
        (async function* () {
          yield rest;
        })(),
      sizeBytes: rest.length,
      sha256: sha256Of(rest),
    });
    await database.handle.db
      .transaction()
      .execute((tx) =>
        insertPiece(tx, test.centreId, {
          uploadId: `${second.recordId}.full`,
          firstByte: 20_000,
          sizeBytes: rest.length,
          storageKey,
          at: new Date(nowMs).toISOString(),
        }),
      );
    expect(codeOf(await read(office, second.recordId))).toEqual([404, 'file-not-here']);
    expect(await uploadOffset(coordinator, second.recordId)).toBe(unverified.length);
    expect((await read(office, second.recordId)).rawPayload.equals(unverified)).toBe(true);
  });

  it('shows nothing of what is not what its record says, or of a kind that is not taken', async () => {
    const bytes = makeJpeg(20_000, 5);
    const { recordId } = await recordPhoto(coordinator, bytes);
    const other = makeJpeg(20_000, 6);
    expect(codeOf(await uploadAll(coordinator, recordId, other))).toEqual([422, 'file-not-as-recorded']);
    expect(await uploadOffset(coordinator, recordId)).toBe(-1);
    expect(codeOf(await read(office, recordId))).toEqual([404, 'file-not-here']);
    // From the beginning it goes.
    expect((await uploadAll(coordinator, recordId, bytes)).statusCode).toBe(204);

    const page = Buffer.from('<!doctype html><script>alert(1)</script>'.padEnd(2_000));
    const html = await recordPhoto(coordinator, page, { mediaType: 'image/jpeg' });
    expect(codeOf(await uploadAll(coordinator, html.recordId, page))).toEqual([415, 'file-type-refused']);
    const large = makeChange(coordinator, 'attachments', {
      sha256: sha256Of(page),
      sizeBytes: 21 * 1024 * 1024,
      mediaType: 'image/jpeg',
    });
    await push(coordinator, [large]);
    expect(codeOf(await createUpload(coordinator, large.recordId, 21 * 1024 * 1024))).toEqual([
      413,
      'file-too-large',
    ]);
    for (const extension of [{ 'upload-defer-length': '1' }, { 'upload-concat': 'partial' }])
      expect(
        codeOf(
          await coordinator.request({
            method: 'POST',
            url: '/api/uploads',
            headers: { 'tus-resumable': '1.0.0', 'upload-metadata': 'x', ...extension },
          }),
        ),
      ).toEqual([400, 'malformed-request']);
    const wide = Buffer.alloc(1024 * 1024 + 1);
    expect(codeOf(await sendPiece(coordinator, recordId, 0, wide))).toEqual([413, 'body-too-large']);
    expect(codeOf(await createUpload(coordinator, '01a1fb38-0000-7000-8000-000000000000', 10))).toEqual([
      424,
      'file-record-unknown',
    ]);
  });

  it('does not believe a device that says that a photo has arrived', async () => {
    const bytes = makeJpeg(1_000, 7);
    const { recordId } = await recordPhoto(coordinator, bytes, {
      state: 'uploaded',
      verifiedAt: '2026-11-20T01:00:00.000Z',
    });
    const record = await recordOf(recordId);
    expect(record.state).toBe('onDevice');
    expect(record.verifiedAt ?? null).toBeNull();
  });

  it('is readable for nobody of another centre, no partner, and nobody once deleted or erased', async () => {
    const bytes = makeJpeg(5_000, 8);
    const { recordId } = await recordPhoto(coordinator, bytes);
    await uploadAll(coordinator, recordId, bytes);
    const elsewhere = await createTestApp(database.handle, overrides());
    const stranger = await elsewhere.as('administrator');
    expect(codeOf(await read(stranger, recordId))).toEqual([404, 'not-found']);
    expect(codeOf(await createUpload(stranger, recordId, bytes.length))).toEqual([
      424,
      'file-record-unknown',
    ]);
    await elsewhere.app.close();
    expect(codeOf(await read(await test.as('partner'), recordId))).toEqual([403, 'forbidden']);
    expect(codeOf(await createUpload(await test.as('partner'), recordId, bytes.length))).toEqual([
      403,
      'forbidden',
    ]);
    expect(codeOf(await createUpload(await test.as('manager'), recordId, bytes.length))).toEqual([
      403,
      'forbidden',
    ]);
    expect((await test.app.inject({ method: 'GET', url: `/api/files/${recordId}` })).statusCode).toBe(401);

    const deletion = {
      ...makeChange(coordinator, 'attachments', {}),
      recordId,
      kind: 'delete' as const,
      fields: {},
    };
    await push(coordinator, [deletion]);
    expect(codeOf(await read(office, recordId))).toEqual([410, 'file-gone']);
  });

  it('goes with the visit that is erased, and the bytes with it unless another photo is the same', async () => {
    const visit = makeChange(coordinator, 'visits', { accountId: 'a', status: 'started' });
    await push(coordinator, [visit]);
    const [own, shared] = [makeJpeg(6_000, 9), makeJpeg(6_000, 10)];
    const first = await recordPhoto(coordinator, own, { visitId: visit.recordId });
    const second = await recordPhoto(coordinator, shared, { visitId: visit.recordId });
    const elsewhere = await recordPhoto(coordinator, shared);
    for (const [{ recordId }, bytes] of [
      [first, own],
      [second, shared],
      [elsewhere, shared],
    ] as const)
      await uploadAll(coordinator, recordId, bytes);
    const before = await listContents();
    expect(before.filter((name) => name.endsWith(sha256Of(shared)))).toHaveLength(1);

    const administrator = await test.as('administrator');
    await administrator.request({ method: 'POST', url: `/api/records/visits/${visit.recordId}/erase` });
    expect(codeOf(await read(office, first.recordId))).toEqual([410, 'file-gone']);
    expect(codeOf(await read(office, second.recordId))).toEqual([410, 'file-gone']);
    expect((await read(office, elsewhere.recordId)).rawPayload.equals(shared)).toBe(true);
    const after = await listContents();
    expect(after.some((name) => name.endsWith(sha256Of(own)))).toBe(false);
    expect(after.some((name) => name.endsWith(sha256Of(shared)))).toBe(true);
  });

  it('is swept when it was deleted a week ago, and so is what nobody goes on with', async () => {
    const [gone, begun] = [makeJpeg(3_000, 11), makeJpeg(40_000, 12)];
    const deleted = await recordPhoto(coordinator, gone);
    await uploadAll(coordinator, deleted.recordId, gone);
    await push(coordinator, [
      {
        ...makeChange(coordinator, 'attachments', {}),
        recordId: deleted.recordId,
        kind: 'delete',
        fields: {},
      },
    ]);
    const unfinished = await recordPhoto(coordinator, begun);
    await createUpload(coordinator, unfinished.recordId, begun.length);
    await sendPiece(coordinator, unfinished.recordId, 0, begun.subarray(0, 10_000));
    await test.app.fileStorage.put(`${contentKey(test.centreId, 'f'.repeat(64))}`, {
      open: () =>
        (async function* () {
          yield gone;
        })(),
      sizeBytes: gone.length,
      sha256: sha256Of(gone),
    });

    await sweepFiles(test.app);
    expect((await listContents()).some((name) => name.endsWith(sha256Of(gone)))).toBe(true);
    expect(await uploadOffset(coordinator, unfinished.recordId)).toBe(10_000);
    nowMs += 8 * DAY_MS;
    await sweepFiles(test.app);
    const contents = await listContents();
    expect(contents.some((name) => name.endsWith(sha256Of(gone)))).toBe(false);
    expect(contents.some((name) => name.endsWith('f'.repeat(64)))).toBe(false);
    nowMs -= 8 * DAY_MS;
    expect(await uploadOffset(coordinator, unfinished.recordId)).toBe(-1);
  });

  it('has room for so much, and says so', async () => {
    const small = await createTestApp(database.handle, { ...overrides(), filesCentreBytes: 5_000 });
    const person = await small.as('coordinator');
    const bytes = makeJpeg(4_000, 13);
    const fits = await recordPhoto(person, bytes);
    expect((await uploadAll(person, fits.recordId, bytes)).statusCode).toBe(204);
    const other = makeJpeg(4_000, 14);
    const tooMuch = await recordPhoto(person, other);
    expect(codeOf(await createUpload(person, tooMuch.recordId, other.length))).toEqual([
      507,
      'file-space-full',
    ]);
    await small.app.close();
  });

  it('is in the backup, comes back with it, and is missed by doctor where it is gone', async () => {
    const bytes = makeJpeg(500_000, 15);
    const { recordId } = await recordPhoto(coordinator, bytes);
    await uploadAll(coordinator, recordId, bytes, 'full', 256 * 1024);
    const folder = await mkdtemp(join(tmpdir(), 'banso-files-'));
    const target = await createTestDatabase(dialect);
    const given = { secret: 's'.repeat(32), invitationKeys: undefined, parcelKey: undefined };
    const file = join(folder, 'backup.gz');
    await writeBackup({
      config: { ...database.connection, ...given },
      file,
      clock: () => nowMs,
      withSecrets: true,
    });
    const restored = await restoreBackup({
      config: { ...target.connection, ...given },
      file,
      clock: () => nowMs,
      withSecrets: true,
    });
    expect(restored.files).toBeGreaterThan(0);
    const again = await createTestApp(target.handle, { ...target.connection, clock: () => nowMs });
    const person = await again.signIn(coordinator.person);
    expect((await read(person, recordId)).rawPayload.equals(bytes)).toBe(true);
    const storage = again.app.fileStorage;
    expect(await examineStoredFiles(target.handle, storage)).toMatchObject({ isGood: true });
    await storage.remove(contentKey(test.centreId, sha256Of(bytes)));
    expect(await examineStoredFiles(target.handle, storage)).toMatchObject({
      isGood: false,
      value: { missing: [sha256Of(bytes)] },
    });
    await again.app.close();
    await target.remove();
    await rm(folder, { recursive: true });
  });
});
