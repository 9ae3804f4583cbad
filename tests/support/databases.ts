import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import { connectDatabase, type DatabaseHandle, type DialectName } from '#server/database/connect.ts';
import { migrateDatabase } from '#server/database/migrations/migrate.ts';

/** Makes a new database of one kind; `remove` closes and deletes it. */
export interface TestDatabase {
  /** What `connectDatabase` takes to open it once more. */
  connection: { databaseUrl: string | undefined; dataDir: string; filesDir: string; filesS3: undefined };
  handle: DatabaseHandle;
  remove: () => Promise<void>;
}

const DIALECTS = ['sqlite', 'postgres'] as const;

/**
 * Runs a suite twice: on a fresh SQLite file and on a fresh PostgreSQL database,
 * both migrated. `getDatabase` is to be called inside tests and hooks.
 */
export function describeOnBothDatabases(
  name: string,
  suite: (getDatabase: () => DatabaseHandle, dialect: DialectName) => void,
): void {
  for (const dialect of DIALECTS) {
    describe(`${name} (${dialect})`, () => {
      let database: TestDatabase | undefined;
      beforeAll(async () => {
        database = await createTestDatabase(dialect);
        await migrateDatabase(database.handle);
      });
      afterAll(() => database?.remove());
      suite(() => {
        if (!database) throw new Error('the database exists only while tests and hooks run');
        return database.handle;
      }, dialect);
    });
  }
}

/** A fresh, empty database that is not migrated. */
export function createTestDatabase(dialect: DialectName): Promise<TestDatabase> {
  return dialect === 'sqlite' ? createSqliteDatabase() : createPostgresDatabase();
}

async function createSqliteDatabase(): Promise<TestDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'banso-sqlite-'));
  const connection = { databaseUrl: undefined, dataDir, ...filesIn(dataDir) };
  const handle = connectDatabase(connection);
  return {
    connection,
    handle,
    remove: async () => {
      await handle.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

/** Where a server of a test keeps photos and files: beneath its own data. */
export const filesIn = (dataDir: string) => ({ filesDir: join(dataDir, 'files'), filesS3: undefined });

let databaseCount = 0;

async function createPostgresDatabase(): Promise<TestDatabase> {
  const serverUrl = inject('postgresUrl');
  databaseCount += 1;
  const name = `test_${process.pid}_${databaseCount}_${Math.floor(performance.timeOrigin)}`;
  await runOnServer(serverUrl, `create database ${name}`);
  const dataDir = await mkdtemp(join(tmpdir(), 'banso-postgres-data-'));
  const connection = { databaseUrl: `${serverUrl}/${name}`, dataDir, ...filesIn(dataDir) };
  const handle = connectDatabase(connection);
  return {
    connection,
    handle,
    remove: async () => {
      await handle.close();
      await runOnServer(serverUrl, `drop database ${name} with (force)`);
      await rm(dataDir, { recursive: true });
    },
  };
}

async function runOnServer(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client(`${serverUrl}/postgres`);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
