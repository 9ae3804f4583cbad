import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { backUpBeforeMigration } from '#server/backup/automatic-backups.ts';
import { readBackupStatus } from '#server/backup/backup-folder.ts';
import { verifyBackup } from '#server/backup/read-backup.ts';
import { restoreBackup } from '#server/backup/restore-backup.ts';
import { migrateDatabase, readSchemaState } from '#server/database/migrations/migrate.ts';
import { insertCentre } from '#server/database/queries/centres.ts';
import { parseConfig, type Config } from '#server/settings/config.ts';
import { loadDatabase } from '#tests/fixtures/version-1/load-fixtures.ts';
import { createTestApp } from '#tests/support/app.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/databases.ts';
import { eventually } from '#tests/support/eventually.ts';

const HOUR_MS = 60 * 60 * 1000;
const MINUTE_MS = 60 * 1000;
const START = Date.parse('2026-11-20T05:30:00.000Z');

describe.each(['sqlite', 'postgres'] as const)('backups that the server makes by itself (%s)', (dialect) => {
  let database: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    database = await createTestDatabase(dialect);
    folder = join(database.connection.dataDir, 'backups');
    await migrateDatabase(database.handle);
  });
  afterAll(() => database.remove());
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
  afterEach(async () => {
    vi.useRealTimers();
    await rm(folder, { recursive: true, force: true });
  });

  const list = async (): Promise<string[]> =>
    (await readdir(folder)).filter((name) => name.endsWith('.gz')).sort();
  const listen = async (clock: () => number, given: Partial<Config> = {}) => {
    const settings = { ...database.connection, backupHours: 24, backupKeep: 2, ...given };
    const { app } = await createTestApp(database.handle, { ...settings, clock });
    await app.listen({ host: '127.0.0.1', port: 0 });
    return app;
  };

  it('come at their interval, whole, and so many are kept', async () => {
    let nowMs = START;
    // A server was ended while it wrote one, long ago; another one writes one just now.
    const [left, young] = ['2026-11-18', '2026-11-22'].map(
      (day) => `banso-${day}T05-00-00.000Z-daily.gz.123.part`,
    );
    await mkdir(folder);
    for (const name of [left!, young!]) await writeFile(join(folder, name), '');
    const app = await listen(() => nowMs);
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    // What is noted is done; a file may have its name before.
    const lastAt = () => readBackupStatus(database.connection.dataDir).last?.at;
    await eventually(() => expect(lastAt()).toBe('2026-11-20T05:30:00.000Z'));
    expect(await list()).toEqual(['banso-2026-11-20T05-30-00.000Z-daily.gz']);
    expect((await verifyBackup(join(folder, (await list())[0]!))).rows['staff']).toBeGreaterThan(0);
    for (let hour = 1; hour <= 49; hour += 1) {
      nowMs += HOUR_MS;
      await vi.advanceTimersByTimeAsync(HOUR_MS);
      if (hour % 24 !== 0) continue;
      await eventually(() => expect(lastAt()).toBe(new Date(nowMs).toISOString()));
    }
    await app.close();
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([young]);
    expect(await list()).toEqual([
      'banso-2026-11-21T05-30-00.000Z-daily.gz',
      'banso-2026-11-22T05-30-00.000Z-daily.gz',
    ]);
    expect(readBackupStatus(database.connection.dataDir).last?.at).toBe('2026-11-22T05:30:00.000Z');
  });

  it('are logged and noted when they fail, and tried again an hour later', async () => {
    let nowMs = START;
    await mkdir(folder);
    // Something stands where it is written first.
    await writeFile(join(folder, `banso-2026-11-20T05-30-00.000Z-daily.gz.${process.pid}.part`), '');
    const settings = { ...database.connection, backupHours: 24 };
    const { app } = await createTestApp(database.handle, { ...settings, clock: () => nowMs });
    const logged = vi.spyOn(app.log, 'error');
    await app.listen({ host: '127.0.0.1', port: 0 });
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    const status = () => readBackupStatus(database.connection.dataDir);
    await eventually(() => expect(status().failure?.at).toBe('2026-11-20T05:30:00.000Z'));
    expect(logged).toHaveBeenCalledWith({ err: expect.any(Error) as Error }, 'the backup failed');
    nowMs += HOUR_MS;
    await vi.advanceTimersByTimeAsync(HOUR_MS);
    await eventually(() => expect(status()).toMatchObject({ last: { at: '2026-11-20T06:30:00.000Z' } }));
    expect(status().failure).toBeUndefined();
    await app.close();
  });

  it('are made before a migration of a database with something in it, of the schema as it was', async () => {
    const old = await createTestDatabase(dialect);
    await loadDatabase(old.handle);
    const config = { ...parseConfig({}), ...old.connection };
    const before = await readSchemaState(old.handle.db);
    await backUpBeforeMigration(config, old.handle, () => START, pino({ level: 'silent' }));
    const [name] = await readdir(join(old.connection.dataDir, 'backups'));
    const file = join(old.connection.dataDir, 'backups', name!);
    const { head, rows } = await verifyBackup(file);
    expect(head.migrations).toEqual(before.done);
    expect(before.pending.length).toBeGreaterThan(0);
    expect(rows['records']).toBeGreaterThan(0);
    // Put back, it is brought up to the schema of today.
    const target = await createTestDatabase(dialect);
    await restoreBackup({
      config: { ...config, ...target.connection },
      file,
      clock: () => START,
      withSecrets: true,
    });
    expect((await readSchemaState(target.handle.db)).pending).toEqual([]);
    const records = await target.handle.db.selectFrom('records').select('restricted').execute();
    expect(records).toHaveLength(rows['records']!);
    await target.remove();
    await old.remove();
  });

  it('are not made of an empty database, nor where there is nothing to migrate', async () => {
    const fresh = await createTestDatabase(dialect);
    const config = { ...parseConfig({}), ...fresh.connection };
    const attempt = () => backUpBeforeMigration(config, fresh.handle, () => START, pino({ level: 'silent' }));
    await attempt();
    await migrateDatabase(fresh.handle);
    await insertCentre(fresh.handle.db, {
      id: 'c',
      name: '財団',
      epoch: 'e',
      createdAt: '2026-11-20T00:00:00.000Z',
    });
    await attempt();
    await expect(readdir(join(fresh.connection.dataDir, 'backups'))).rejects.toThrow('ENOENT');
    await fresh.remove();
  });

  it('keep the schema as it is when they cannot be made', async () => {
    const old = await createTestDatabase(dialect);
    await loadDatabase(old.handle);
    await writeFile(join(old.connection.dataDir, 'backups'), 'not a folder');
    const config = { ...parseConfig({}), ...old.connection };
    await expect(
      backUpBeforeMigration(config, old.handle, () => START, pino({ level: 'silent' })),
    ).rejects.toMatchObject({ fault: 'not-made' });
    await old.remove();
  });
});
