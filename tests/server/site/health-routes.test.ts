import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrateDatabase } from '#server/database/migrations/migrate.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/databases.ts';

describe('health', () => {
  let database: TestDatabase;
  let test: TestApp;
  beforeEach(async () => {
    database = await createTestDatabase('sqlite');
    await migrateDatabase(database.handle);
    test = await createTestApp(database.handle);
  });
  afterEach(async () => {
    await test.app.close();
    await database.remove();
  });

  it('is good when the database answers', async () => {
    expect((await test.app.inject('/healthz')).json()).toEqual({ status: 'ok' });
    expect((await test.app.inject('/readyz')).json()).toEqual({ status: 'ready' });
  });

  it('is not ready without a database, though alive', async () => {
    await database.handle.close();
    expect((await test.app.inject('/healthz')).statusCode).toBe(200);
    const response = await test.app.inject('/readyz');
    expect(response.json()).toMatchObject({ status: 503, code: 'not-ready' });
  });
});
