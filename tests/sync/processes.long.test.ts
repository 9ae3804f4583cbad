import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '#tests/support/databases.ts';
import { runCrowd } from './processes/crowd.ts';
import { killServer } from './processes/killed-server.ts';

/* Short versions of `npm run faults:sockets` and `npm run kills`. */
const CROWD_SECONDS = 4;
const KILLS = 2;

let dataDir: string;
let database: TestDatabase | undefined;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'banso-processes-'));
});
afterEach(async () => {
  await database?.remove();
  database = undefined;
  await rm(dataDir, { recursive: true });
});

describe('servers in processes of their own', () => {
  it('two on one PostgreSQL: no revision becomes visible after a higher one', async () => {
    database = await createTestDatabase('postgres');
    const outcome = await runCrowd(
      { DATA_DIR: dataDir, DATABASE_URL: database.connection.databaseUrl! },
      CROWD_SECONDS,
    );
    expect(outcome).toMatchObject({ missed: 0, lost: 0 });
    expect(outcome.changes).toBeGreaterThan(100);
  }, 120_000);

  it.each(['sqlite', 'postgres'] as const)(
    'killed under concurrent pushes, they have what they have acknowledged (%s)',
    async (dialect) => {
      if (dialect === 'postgres') database = await createTestDatabase('postgres');
      const env: Record<string, string> = { DATA_DIR: dataDir };
      if (database) env['DATABASE_URL'] = database.connection.databaseUrl!;
      const outcome = await killServer(env, KILLS, 1);
      expect(outcome).toMatchObject({ kills: KILLS, lost: 0 });
      expect(outcome.changes).toBeGreaterThan(0);
    },
    120_000,
  );
});
