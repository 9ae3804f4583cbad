import { readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Attachment } from '#domain/records/attachment.ts';
import type { ProblemDocument } from '#protocol/problems.ts';
import { listRecords } from '#server/database/queries/records.ts';
import { migrateDatabase } from '#server/database/migrations/migrate.ts';
import type { FileStorage } from '#server/file-storage/file-storage.ts';
import { sweepFiles } from '#server/files/remove-files.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/databases.ts';
import {
  createUpload,
  makeJpeg,
  recordPhoto,
  sendPiece,
  sha256Of,
  uploadOffset,
} from '#tests/support/photos.ts';

const DAY_MS = 86_400_000;
const PIECE = 2_000;
const BYTES = 4_000;
/** More than all that a storage is asked for one photo. */
const MOST_STEPS = 30;

/** What every later step of a server meets that was ended. */
class Killed extends Error {}

/**
 * A storage whose server is ended before or after its step of a number; nothing that it would do later is done. A file that
 * was being written then lies there half, under the name that it has until it is whole.
 */
function killAt(storage: FileStorage, step: number, moment: 'before' | 'after', filesDir: string): Dying {
  let done = 0;
  let isDead = false;
  let killedIn: string | undefined;
  const guard = async <T>(name: string, key: string, act: () => Promise<T>): Promise<T> => {
    if (isDead) throw new Killed();
    const isNow = done === step;
    done += 1;
    if (isNow) killedIn = `${name} ${key.split('/')[0]}`;
    if (isNow && moment === 'before') {
      isDead = true;
      if (name === 'put') {
        const path = join(filesDir, ...key.split('/'));
        const isThere = await readdir(dirname(path)).catch(() => undefined);
        if (isThere) await writeFile(`${path}.half.part`, 'half');
      }
      throw new Killed();
    }
    const result = await act();
    if (isNow) {
      isDead = true;
      throw new Killed();
    }
    return result;
  };
  return {
    storage: {
      put: (key, bytes) => guard('put', key, () => storage.put(key, bytes)),
      sizeOf: (key) => guard('sizeOf', key, () => storage.sizeOf(key)),
      read: (key, range) => guard('read', key, () => storage.read(key, range)),
      remove: (key) => guard('remove', key, () => storage.remove(key)),
      list: (prefix) => storage.list(prefix),
    },
    killedIn: () => killedIn,
  };
}

interface Dying {
  storage: FileStorage;
  /** The step in which it was ended; undefined where it came to its end. */
  killedIn: () => string | undefined;
}

describe.each(['sqlite', 'postgres'] as const)(
  'a server that is killed while a photo comes (%s)',
  (dialect) => {
    let nowMs = Date.now();
    let database: TestDatabase;
    let test: TestApp;
    let office: TestClient;
    let coordinator: TestClient;
    beforeAll(async () => {
      database = await createTestDatabase(dialect);
      await migrateDatabase(database.handle);
      test = await createTestApp(database.handle, { ...database.connection, clock: () => nowMs });
      coordinator = await test.as('coordinator');
      office = await test.as('office');
    });
    afterAll(async () => {
      await test.app.close();
      await database.remove();
    });

    const read = (id: string): ReturnType<TestClient['request']> =>
      office.request({ method: 'GET', url: `/api/files/${id}` });
    const isVerified = async (id: string): Promise<boolean> => {
      const [record] = await listRecords(database.handle.db, test.centreId, [id]);
      return (record!.fields as Partial<Attachment>).verifiedAt !== undefined;
    };

    /** As a device does: asks where it stands, and goes on there; until it is done or nobody answers. */
    async function send(id: string, bytes: Buffer): Promise<boolean> {
      let offset = await uploadOffset(coordinator, id);
      if (offset < 0) {
        if ((await createUpload(coordinator, id, bytes.length)).statusCode >= 300) return false;
        offset = 0;
      }
      while (offset < bytes.length) {
        const answer = await sendPiece(coordinator, id, offset, bytes.subarray(offset, offset + PIECE));
        if (answer.statusCode >= 300) return false;
        offset += PIECE;
      }
      return true;
    }

    it('shows nothing half, loses nothing and leaves nothing, at whichever step it is ended', async () => {
      const whole = test.app.fileStorage;
      const contents: string[] = [];
      const steps: string[] = [];
      for (let step = 0; step < MOST_STEPS; step += 1) {
        let killedIn: string | undefined;
        for (const moment of ['before', 'after'] as const) {
          // After anything but storing, it stands as before the next step.
          if (moment === 'after' && !killedIn?.startsWith('put')) break;
          const bytes = makeJpeg(BYTES, 1_000 + step * 2 + (moment === 'after' ? 1 : 0));
          const { recordId } = await recordPhoto(coordinator, bytes);
          const dying = killAt(whole, step, moment, database.connection.filesDir);
          test.app.fileStorage = dying.storage;
          await send(recordId, bytes);
          test.app.fileStorage = whole;
          killedIn = dying.killedIn();
          const at = `${moment} ${killedIn} (${step})`;

          // Somebody looks before it goes on: the whole or nothing, and never "sent" without it.
          const seen = await read(recordId);
          if (seen.statusCode === 200) expect(seen.rawPayload.equals(bytes), at).toBe(true);
          else expect(seen.json<ProblemDocument>().code, at).toBe('file-not-here');
          expect(await isVerified(recordId), at).toBe(seen.statusCode === 200);

          // The server is there again, and so is the device.
          expect(await send(recordId, bytes), at).toBe(true);
          expect((await read(recordId)).rawPayload.equals(bytes), at).toBe(true);
          expect(await isVerified(recordId), at).toBe(true);
          contents.push(sha256Of(bytes));
        }
        if (killedIn === undefined) break;
        steps.push(killedIn);
      }
      // It was ended before each piece, while the whole was looked at, before it was stored, before the record said so, and after.
      expect(steps).toEqual([
        'put staging',
        'put staging',
        'read staging',
        'read staging',
        'sizeOf content',
        'put content',
        'read staging',
        'read staging',
        'sizeOf content',
        'remove staging',
        'remove staging',
      ]);

      nowMs += 8 * DAY_MS;
      await sweepFiles(test.app);
      nowMs -= 8 * DAY_MS;
      const left = await readdir(database.connection.filesDir, { recursive: true, withFileTypes: true });
      expect(
        left
          .filter((entry) => entry.isFile())
          .map(({ name }) => name)
          .sort(),
      ).toEqual(contents.sort());
    });
  },
);
