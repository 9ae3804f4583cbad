import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { migrateDatabase } from '#server/database/migrations/migrate.ts';
import { findFirstCentre, insertCentre } from '#server/database/queries/centres.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/databases.ts';

const run = promisify(execFile);

describe.each(['sqlite', 'postgres'] as const)('migrations on %s', (dialect) => {
  let database: TestDatabase | undefined;
  afterEach(() => database?.remove());

  it('are safe when several processes start at once, and change nothing the second time', async () => {
    database = await createTestDatabase(dialect);
    const connection = JSON.stringify(database.connection);
    const script = fileURLToPath(new URL('../../../support/migrate-in-process.ts', import.meta.url));
    // Real processes: within one, SQLite's waiting for a lock would stop whoever is to release it.
    await Promise.all([1, 2, 3].map(() => run(process.execPath, ['--import', 'tsx', script, connection])));
    const { db } = database.handle;
    await insertCentre(db, { id: 'c', name: '中央', epoch: 'e', createdAt: '2026-11-20T00:00:00.000Z' });
    await migrateDatabase(database.handle);
    expect(await findFirstCentre(db)).toEqual({ id: 'c', name: '中央', contact: null, leadDays: null });
  });

  it('give numbers beyond 32 bits back as numbers', async () => {
    database = await createTestDatabase(dialect);
    const { db } = database.handle;
    await migrateDatabase(database.handle);
    await insertCentre(db, { id: 'c', name: '中央', epoch: 'e', createdAt: '2026-11-20T00:00:00.000Z' });
    const { revision } = await db
      .updateTable('centres')
      .set({ revision: 2 ** 40 })
      .returning('revision')
      .executeTakeFirstOrThrow();
    expect(revision).toBe(2 ** 40);
  });
});
