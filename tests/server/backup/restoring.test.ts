import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BackupError } from '#server/backup/backup-format.ts';
import { restoreBackup } from '#server/backup/restore-backup.ts';
import { writeBackup } from '#server/backup/write-backup.ts';
import type { DialectName } from '#server/database/connect.ts';
import { migrateDatabase } from '#server/database/migrations/migrate.ts';
import { insertCentre } from '#server/database/queries/centres.ts';
import { listAudit } from '#server/database/queries/audit-log.ts';
import { listRestores } from '#server/database/queries/restores.ts';
import { listTables } from '#server/database/queries/tables.ts';
import { readOrCreateInvitationKeys, readOrCreateSecret } from '#server/settings/secret.ts';
import { createTestApp, TEST_PASSWORD, type TestApp } from '#tests/support/app.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/databases.ts';
import { makeChange, push } from '#tests/support/fieldwork.ts';

const NOTHING_GIVEN = { secret: undefined, invitationKeys: undefined, parcelKey: undefined };
/** These end with a restore: who is signed in, links that were out, attempts. */
const ENDED = ['sessions', 'verifications', 'one_time_links', 'rate_limits'];
/** In these a restore writes of itself. */
const WRITTEN = ['centres', 'restores', 'audit_log'];

const configOf = ({ connection }: TestDatabase) => ({ ...connection, ...NOTHING_GIVEN });
const now = (): number => Date.parse('2026-11-20T05:30:00.000Z');

/** Everything in a database, by table; what the two kinds write in their own ways made alike. */
async function readEverything({ handle }: TestDatabase): Promise<Record<string, unknown[]>> {
  const tables: Record<string, unknown[]> = {};
  for (const { name } of await listTables(handle.db)) {
    const rows = (await handle.db
      .selectFrom(name as 'users')
      .selectAll()
      .execute()) as Record<string, unknown>[];
    tables[name] = rows
      .map((row) =>
        JSON.stringify(
          Object.entries(row)
            .map(([key, value]) => [key, typeof value === 'boolean' ? Number(value) : value])
            .sort(([one], [other]) => ((one as string) < (other as string) ? -1 : 1)),
        ),
      )
      .sort();
  }
  return tables;
}

describe.each(['sqlite', 'postgres'] as const)('a backup of a running server (%s)', (dialect) => {
  let source: TestDatabase;
  let test: TestApp;
  let folder: string;
  let file: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'banso-backups-'));
    file = join(folder, 'backup.gz');
    source = await createTestDatabase(dialect);
    await migrateDatabase(source.handle);
    readOrCreateSecret(configOf(source));
    readOrCreateInvitationKeys(configOf(source));
    test = await createTestApp(source.handle, { dataDir: source.connection.dataDir });
    const coordinator = await test.as('coordinator');
    // More than is read at a time.
    for (let batch = 0; batch < 6; batch += 1)
      await push(
        coordinator,
        Array.from({ length: 100 }, (_, index) =>
          makeChange(coordinator, 'accounts', { name: `企業${batch}-${index}`, note: '𠮷野 "①"\n\\' }),
        ),
      );
    await writeBackup({ config: configOf(source), file, clock: now, withSecrets: true });
  });
  afterAll(async () => {
    await test.app.close();
    await source.remove();
    await rm(folder, { recursive: true });
  });

  const restore = (target: TestDatabase, from = file, withSecrets = true) =>
    restoreBackup({ config: configOf(target), file: from, clock: now, withSecrets });

  async function expectRefusal(
    target: TestDatabase,
    from: string,
    fault: BackupError['fault'],
  ): Promise<void> {
    const before = await readEverything(target);
    const files = await readdir(target.connection.dataDir);
    const refusal = await restore(target, from).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(BackupError);
    expect((refusal as BackupError).fault).toBe(fault);
    expect((refusal as BackupError).text.ja).toMatch(/。$/);
    expect(await readEverything(target)).toEqual(before);
    // The embedded database may have been opened; nothing else has come about.
    const more = (await readdir(target.connection.dataDir)).filter((name) => !files.includes(name));
    expect(more.filter((name) => !name.startsWith('banso.sqlite'))).toEqual([]);
  }

  it('is one file for its owner alone, without what ends with a restore', async () => {
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['backup.gz']);
    const text = gunzipSync(await readFile(file)).toString();
    const head = JSON.parse(text.slice(0, text.indexOf('\n'))) as { head: { secrets: object[] } };
    expect(head.head.secrets).toMatchObject([
      { name: 'secret', isInside: true },
      { name: 'invitation-keys', isInside: true, fingerprints: { k1: expect.any(String) as string } },
    ]);
    for (const table of ENDED) expect(text).not.toContain(`"table":"${table}"`);
  });

  describe.each(['sqlite', 'postgres'] as const)('put back into an empty server (%s)', (to: DialectName) => {
    let target: TestDatabase;
    beforeAll(async () => {
      target = await createTestDatabase(to);
    });
    afterAll(() => target.remove());

    it('has everything, in a new epoch, with the secrets that letters rest on', async () => {
      await restore(target);
      const [there, here] = [await readEverything(source), await readEverything(target)];
      for (const [table, rows] of Object.entries(there)) {
        if (WRITTEN.includes(table)) continue;
        expect({ table, rows: here[table] }).toEqual({ table, rows: ENDED.includes(table) ? [] : rows });
      }
      const centre = (database: TestDatabase) =>
        database.handle.db.selectFrom('centres').selectAll().executeTakeFirstOrThrow();
      const [before, after] = [await centre(source), await centre(target)];
      expect({ ...after, epoch: '', revision: 0 }).toEqual({ ...before, epoch: '', revision: 0 });
      // What the lost server may have given out since is far below what this one gives out.
      expect(Number(after.revision)).toBeGreaterThan(Number(before.revision) + 1_000_000);
      expect(after.epoch).not.toBe(before.epoch);
      expect(await listRestores(target.handle.db, test.centreId)).toMatchObject([
        { epochBefore: before.epoch, isDeclared: true, kept: { revision: Number(before.revision) } },
      ]);
      expect((await listAudit(target.handle.db, test.centreId)).at(-1)).toMatchObject({
        action: 'centre.restore',
        userId: null,
      });
      for (const name of ['secret', 'invitation-keys']) {
        const copy = join(target.connection.dataDir, name);
        expect(await readFile(copy, 'utf8')).toBe(
          await readFile(join(source.connection.dataDir, name), 'utf8'),
        );
        expect((await stat(copy)).mode & 0o777).toBe(0o600);
      }
    });

    it('goes on: people sign in with their passwords, and record', async () => {
      const { app } = await createTestApp(target.handle);
      const { email } = test.people.coordinator;
      const signedIn = await app.inject({
        method: 'POST',
        url: '/api/sign-in',
        payload: { email, password: TEST_PASSWORD },
      });
      expect(signedIn.statusCode).toBe(200);
      await app.close();
    });

    it('is refused a second time: somebody works there now', () => expectRefusal(target, file, 'refused'));
  });

  it('takes the place of what a first start has made, as long as there are no people', async () => {
    const target = await createTestDatabase(dialect);
    await migrateDatabase(target.handle);
    const at = '2026-11-20T00:00:00.000Z';
    await insertCentre(target.handle.db, { id: 'fresh', name: '支援センター', epoch: 'e', createdAt: at });
    readOrCreateSecret(configOf(target));
    readOrCreateInvitationKeys(configOf(target));
    await restore(target);
    const centres = await target.handle.db.selectFrom('centres').select('centre_id').execute();
    expect(centres).toEqual([{ centre_id: test.centreId }]);
    expect(readOrCreateInvitationKeys(configOf(target))).toEqual(
      readOrCreateInvitationKeys(configOf(source)),
    );
    // Whatever stood there may be another server's: it is kept beside.
    expect(await readdir(target.connection.dataDir)).toEqual(
      expect.arrayContaining(['invitation-keys.before-1', 'secret.before-1']),
    );
    await target.remove();
  });

  it('is refused whole where it is cut off or altered, wherever that is', async () => {
    const target = await createTestDatabase(dialect);
    const bytes = await readFile(file);
    const spoilt = join(folder, 'spoilt.gz');
    for (const part of [0.1, 0.5, 0.9]) {
      const at = Math.floor(bytes.length * part);
      await writeFile(spoilt, bytes.subarray(0, at));
      await expectRefusal(target, spoilt, 'damaged');
      await writeFile(spoilt, bytes.with(at, bytes[at]! ^ 0x10));
      await expectRefusal(target, spoilt, 'damaged');
    }
    const lines = gunzipSync(bytes).toString().split('\n');
    const rewrite = (changed: string[]) => writeFile(spoilt, gzipSync(changed.join('\n')));
    // What gzip itself would not notice: a row less, a row altered, an end that is missing, more after the end.
    const row = lines.findIndex((line) => line.includes('企業3-50'));
    await rewrite(lines.toSpliced(row, 1));
    await expectRefusal(target, spoilt, 'damaged');
    await rewrite(lines.with(row, lines[row]!.replace('企業3-50', '企業9-99')));
    await expectRefusal(target, spoilt, 'damaged');
    await rewrite([...lines.slice(0, -2), '']);
    await expectRefusal(target, spoilt, 'damaged');
    await rewrite([...lines.slice(0, -1), lines[row]!, '']);
    await expectRefusal(target, spoilt, 'damaged');
    await target.remove();
  });

  it('is told from other files, and from one of a newer version', async () => {
    const target = await createTestDatabase(dialect);
    const other = join(folder, 'other.gz');
    await writeFile(other, 'いつものメモ');
    await expectRefusal(target, other, 'foreign');
    await writeFile(other, gzipSync('いつものメモ\n'));
    await expectRefusal(target, other, 'foreign');
    await writeFile(other, gzipSync('{"name":"something"}\n'));
    await expectRefusal(target, other, 'foreign');
    await expectRefusal(target, join(folder, 'missing.gz'), 'unreadable');
    const text = gunzipSync(await readFile(file)).toString();
    await writeFile(other, gzipSync(text.replace('"format":1', '"format":2')));
    await expectRefusal(target, other, 'newer');
    await writeFile(other, gzipSync(text.replace('"008-restores"', '"008-restores","999-later"')));
    await expectRefusal(target, other, 'newer');
    await target.remove();
  });

  it('leaves nothing behind when it fails half-way', async () => {
    const target = await createTestDatabase(dialect);
    const before = await readEverything(target);
    // Whole as a file, and yet a row that no table takes: the same person twice.
    const { createHash } = await import('node:crypto');
    const lines = gunzipSync(await readFile(file))
      .toString()
      .trimEnd()
      .split('\n')
      .slice(0, -1);
    const first = lines.findIndex((line) => line.startsWith('{"row"'));
    const twice = lines.toSpliced(first, 0, lines[first]!);
    const rows: Record<string, number> = {};
    let table = '';
    for (const line of twice) {
      const parsed = JSON.parse(line) as { table?: string; row?: unknown };
      if (parsed.table) rows[(table = parsed.table)] = 0;
      else if (parsed.row) rows[table]! += 1;
    }
    const sha256 = createHash('sha256')
      .update(`${twice.join('\n')}\n`)
      .digest('hex');
    const broken = join(folder, 'broken.gz');
    const end = JSON.stringify({ end: { rows, erasures: 0, sha256 } });
    await writeFile(broken, gzipSync(`${[...twice, end].join('\n')}\n`));
    await expect(restore(target, broken)).rejects.toThrow(/unique|duplicate/i);
    expect(await readEverything(target)).toEqual(before);
    await expect(stat(join(target.connection.dataDir, 'secret'))).rejects.toThrow('ENOENT');
    await target.remove();
  });

  it('never replaces a file, and leaves no half of one', async () => {
    const before = await readFile(file);
    await expect(
      writeBackup({ config: configOf(source), file, clock: now, withSecrets: true }),
    ).rejects.toMatchObject({ fault: 'exists' });
    expect(await readFile(file)).toEqual(before);
    expect((await readdir(folder)).filter((name) => name.includes('.part'))).toEqual([]);
  });

  it('says which secrets are needed beside it, and keeps letters valid or refuses', async () => {
    const bare = join(folder, 'bare.gz');
    await writeBackup({ config: configOf(source), file: bare, clock: now, withSecrets: false });
    const text = gunzipSync(await readFile(bare)).toString();
    const secret = (await readFile(join(source.connection.dataDir, 'invitation-keys'), 'utf8')).trim();
    expect(text).not.toContain(secret.split(':')[1]);
    const target = await createTestDatabase(dialect);
    await expectRefusal(target, bare, 'refused');
    // With the keys of then in the environment of now it is well, and no file is made.
    const then = readOrCreateInvitationKeys(configOf(source));
    const invitationKeys = { current: 'k9', secrets: new Map([['k9', 'n'.repeat(32)], ...then.secrets]) };
    await restoreBackup({
      config: { ...configOf(target), invitationKeys },
      file: bare,
      clock: now,
      withSecrets: true,
    });
    await expect(stat(join(target.connection.dataDir, 'invitation-keys'))).rejects.toThrow('ENOENT');
    await target.remove();
    // Where they are lost, one can still say so.
    const last = await createTestDatabase(dialect);
    await restore(last, bare, false);
    await last.remove();
  });

  it('shows one moment, though people record meanwhile', async () => {
    const coordinator = await test.as('coordinator');
    const state = { isDone: false };
    const recording = (async () => {
      while (!state.isDone)
        await push(coordinator, [makeChange(coordinator, 'accounts', { name: '同時の企業' })]);
    })();
    const meanwhile = join(folder, 'meanwhile.gz');
    const content = await writeBackup({
      config: configOf(source),
      file: meanwhile,
      clock: now,
      withSecrets: true,
    });
    state.isDone = true;
    await recording;
    const target = await createTestDatabase(dialect);
    await restore(target, meanwhile);
    const { db } = target.handle;
    const changes = await db.selectFrom('changes').select(['revision', 'record_id']).execute();
    const records = await db.selectFrom('records').select('record_id').execute();
    expect(Math.max(...changes.map(({ revision }) => Number(revision)))).toBe(
      content.head.centres[0]!.revision,
    );
    expect(new Set(records.map(({ record_id }) => record_id))).toEqual(
      new Set(changes.map(({ record_id }) => record_id)),
    );
    await target.remove();
  });
});

it('is not put into a database of another program', async () => {
  const source = await createTestDatabase('sqlite');
  await migrateDatabase(source.handle);
  const folder = await mkdtemp(join(tmpdir(), 'banso-backups-'));
  const file = join(folder, 'backup.gz');
  await writeBackup({ config: configOf(source), file, clock: now, withSecrets: true });
  for (const dialect of ['sqlite', 'postgres'] as const) {
    const target = await createTestDatabase(dialect);
    const { db } = target.handle;
    await db.schema.createTable('users').addColumn('name', 'text').execute();
    await db
      .insertInto('users')
      .values({ name: '他のプログラムの人' } as never)
      .execute();
    await expect(
      restoreBackup({ config: configOf(target), file, clock: now, withSecrets: true }),
    ).rejects.toMatchObject({ fault: 'refused' });
    expect(await db.selectFrom('users').select('name').execute()).toHaveLength(1);
    await target.remove();
  }
  await source.remove();
  await rm(folder, { recursive: true });
});
