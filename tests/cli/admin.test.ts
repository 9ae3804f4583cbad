import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAdmin } from '#cli/run-admin.ts';
import { connectDatabase } from '#server/database/connect.ts';
import { migrateDatabase } from '#server/database/migrations/migrate.ts';
import {
  readOrCreateInvitationKeys,
  readOrCreateParcelKey,
  readOrCreateSecret,
} from '#server/settings/secret.ts';
import { createTestApp } from '#tests/support/app.ts';
import { makeChange, push } from '#tests/support/fieldwork.ts';

interface Outcome {
  code: number;
  /** The last line of standard output. */
  last: Record<string, unknown> & { checks?: { check: string; ok: boolean; value?: unknown }[] };
  people: string;
}

describe('the commands of whoever runs the server', () => {
  let folder: string;
  let dataDir: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'banso-admin-'));
    dataDir = join(folder, 'data');
    const config = {
      dataDir,
      databaseUrl: undefined,
      secret: undefined,
      invitationKeys: undefined,
      parcelKey: undefined,
    };
    readOrCreateSecret(config);
    readOrCreateInvitationKeys(config);
    readOrCreateParcelKey(config);
    const database = connectDatabase(config);
    await migrateDatabase(database);
    const test = await createTestApp(database, { dataDir });
    const coordinator = await test.as('coordinator');
    await push(coordinator, [makeChange(coordinator, 'accounts', { name: '五所川原製作所' })]);
    await test.app.close();
    await database.close();
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function run(args: string[], env: Record<string, string> = {}, nowMs = Date.now()): Promise<Outcome> {
    const lines: string[] = [];
    const said: string[] = [];
    const output = {
      print: (line: string) => void lines.push(line),
      report: (line: string) => void said.push(line),
    };
    const code = await runAdmin(args, output, { DATA_DIR: dataDir, INIT_CWD: folder, ...env }, () => nowMs);
    return { code, last: JSON.parse(lines.at(-1) ?? '{}') as Outcome['last'], people: said.join('\n') };
  }

  it('puts everything into a file named from where it was called, and back into an empty folder', async () => {
    const backup = await run(['backup', 'today.gz']);
    expect(backup).toMatchObject({
      code: 0,
      last: {
        ok: true,
        file: join(folder, 'today.gz'),
        database: 'sqlite',
        rows: { records: 1, changes: 1 },
        secrets: { inside: ['secret', 'invitation-keys', 'parcel-key'], needed: [] },
      },
    });
    expect(backup.people).toMatch(/鍵のかかる所[^]*lock and key/);
    const elsewhere = join(folder, 'elsewhere');
    const restore = await run(['restore', 'today.gz'], { DATA_DIR: elsewhere });
    expect(restore).toMatchObject({ code: 0, last: { ok: true, rows: { records: 1 }, erasedAgain: 0 } });
    expect(await readFile(join(elsewhere, 'secret'), 'utf8')).toBe(
      await readFile(join(dataDir, 'secret'), 'utf8'),
    );
    const again = await run(['restore', 'today.gz'], { DATA_DIR: elsewhere });
    expect(again).toMatchObject({ code: 1, last: { ok: false, fault: 'refused' } });
    expect(again.people).toMatch(/何も変えていません[^]*Nothing was changed/);
    // The one that goes on working is left alone as well.
    expect(await run(['restore', 'today.gz'])).toMatchObject({ code: 1, last: { fault: 'refused' } });
  });

  it('leaves the secrets out when asked, and says what is needed then', async () => {
    const backup = await run(['backup', 'bare.gz', '--without-secrets']);
    expect(backup.last).toMatchObject({
      secrets: { inside: [], needed: ['secret', 'invitation-keys', 'parcel-key'] },
    });
    expect(backup.people).toContain('invitation-keys');
    const elsewhere = join(folder, 'bare');
    expect(await run(['restore', 'bare.gz'], { DATA_DIR: elsewhere })).toMatchObject({ code: 1 });
    const keys = (await readFile(join(dataDir, 'invitation-keys'), 'utf8')).trim();
    // Either key alone would leave letters, or sealed records, void.
    const PARCEL_KEY = (await readFile(join(dataDir, 'parcel-key'), 'utf8')).trim();
    const half = { DATA_DIR: elsewhere, INVITATION_KEYS: keys };
    expect(await run(['restore', 'bare.gz'], half)).toMatchObject({ code: 1 });
    const env = { ...half, PARCEL_KEY };
    expect(await run(['restore', 'bare.gz'], env)).toMatchObject({ code: 0 });
  });

  it('examines the server, and finds nothing after a backup', async () => {
    await run(['backup', 'for-doctor.gz']);
    const { code, last, people } = await run(['doctor']);
    expect({ code, last }).toMatchObject({ code: 0, last: { ok: true } });
    expect(last.checks!.map(({ check }) => check)).toEqual([
      'permissions',
      'secrets',
      'disk',
      'backup',
      'schema',
      'clock',
      'epoch',
      'erasures',
      'files',
    ]);
    expect(people).toMatch(/○ 時計は/);
    expect((await run(['doctor', '--json'])).people).toBe('');
  });

  const findFaults = async (env: Record<string, string> = {}, nowMs?: number): Promise<string[]> => {
    const { code, last } = await run(['doctor'], env, nowMs);
    const faults = last.checks!.filter(({ ok }) => !ok).map(({ check }) => check);
    expect(code).toBe(faults.length === 0 ? 0 : 1);
    return faults;
  };

  it('finds a clock that is behind, an old backup, and files that others can read', async () => {
    await run(['backup', 'for-faults.gz']);
    const day = 86_400_000;
    expect(await findFaults({}, Date.now() - day)).toEqual(['clock']);
    expect(await findFaults({}, Date.now() + 3 * day)).toEqual(['backup']);
    await chmod(join(dataDir, 'invitation-keys'), 0o644);
    expect(await findFaults()).toEqual(['permissions']);
    await chmod(join(dataDir, 'invitation-keys'), 0o600);
    expect(await findFaults()).toEqual([]);
  });

  it('finds an erasure that has come undone', async () => {
    const erasure = {
      centreId: 'c',
      collection: 'accounts',
      recordId: '01a1fb38-0000-7000-8000-000000000001',
      at: '2026-11-20T00:00:00.000Z',
    };
    await writeFile(join(dataDir, 'erasures'), `${JSON.stringify(erasure)}\n`, { mode: 0o600 });
    expect(await findFaults()).toEqual(['erasures']);
    await rm(join(dataDir, 'erasures'));
  });

  it('finds that there is nothing, and makes nothing by looking', async () => {
    const nowhere = join(folder, 'nowhere');
    expect(await findFaults({ DATA_DIR: nowhere })).toEqual(['permissions']);
    expect(await findFaults({ DATA_DIR: folder })).toEqual(
      expect.arrayContaining(['secrets', 'backup', 'database']),
    );
    expect(await findFaults({ DATA_DIR: dataDir, DATABASE_URL: 'postgres://127.0.0.1:1/none' })).toEqual([
      'database',
    ]);
  });

  it('explains its use', async () => {
    for (const args of [
      [],
      ['backup'],
      ['restore', 'a', 'b'],
      ['doctor', 'x'],
      ['backup', '--json=1'],
      ['erase'],
    ]) {
      const { code, people } = await run(args);
      expect({ args, code }).toEqual({ args, code: 2 });
      expect(people).toContain('restore FILE');
    }
  });

  it('runs as npm runs it, with its result on the last line', () => {
    const env = { ...process.env, DATA_DIR: dataDir, INIT_CWD: folder };
    const { status, stdout } = spawnSync('npm', ['run', 'doctor', '--', '--json'], { env, encoding: 'utf8' });
    expect(JSON.parse(stdout.trimEnd().split('\n').at(-1)!)).toMatchObject({ ok: true });
    expect(status).toBe(0);
  });
});
