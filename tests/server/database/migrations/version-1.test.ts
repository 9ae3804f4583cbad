import { afterEach, describe, expect, it } from 'vitest';
import { migrateDatabase } from '#server/database/migrations/migrate.ts';
import type { Database } from '#server/database/schema.ts';
import { rebuildIndexes } from '#server/records/indexes/rebuild-indexes.ts';
import { RECORD_INDEXES } from '#server/records/indexes/record-indexes.ts';
import { loadDatabase } from '#tests/fixtures/version-1/load-fixtures.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/databases.ts';
import type { Kysely } from 'kysely';
import { isAllowed, type Role } from '#domain/access/permissions.ts';

describe.each(['sqlite', 'postgres'] as const)('a database of version 1 on %s', (dialect) => {
  let database: TestDatabase | undefined;
  afterEach(() => database?.remove());

  it('has its indexes built once, and says in them and lets people see what it did', async () => {
    database = await createTestDatabase(dialect);
    const { handle } = database;
    const { db } = handle;
    await loadDatabase(handle);
    // Not by the queries of today, which ask for what version 1 did not have.
    const centre = await db.selectFrom('centres').select('centre_id as id').executeTakeFirstOrThrow();
    const readStaff = () =>
      db.selectFrom('staff').select(['user_id', 'role', 'access_version']).orderBy('user_id').execute();
    const before = await readIndexes(db);
    const staff = await readStaff();

    await migrateDatabase(handle);
    const rebuilt = await rebuildIndexes(db, centre.id, Date.now);

    expect(rebuilt.indexes).toEqual(
      RECORD_INDEXES.map(({ name, version }) => ({ name, from: undefined, to: version })),
    );
    expect(rebuilt.records).toBeGreaterThan(20);
    expect(before.map((rows) => rows.length > 0)).toEqual([true, true, true]);
    expect(await readIndexes(db)).toEqual(before);
    // What version 1 did not keep is read from the responses themselves.
    const undated = db
      .selectFrom('submitted_responses')
      .select('response_id')
      .where('submitted_at', 'is', null);
    expect(await undated.execute()).toEqual([]);
    // Those who may not see all responses start afresh: their devices hold some under their own ids.
    const isAfresh = (role: Role): boolean => !isAllowed(role, 'responses.settle') && role !== 'partner';
    expect(await readStaff()).toEqual(
      staff.map((each) => ({ ...each, access_version: each.access_version + (isAfresh(each.role) ? 1 : 0) })),
    );
    expect((await rebuildIndexes(db, centre.id, Date.now)).indexes).toEqual([]);
  });
});

function readIndexes(db: Kysely<Database>): Promise<object[][]> {
  return Promise.all([
    db
      .selectFrom('records')
      .select(['record_id', 'restricted', 'merged_into'])
      .orderBy('record_id')
      .execute(),
    db
      .selectFrom('submitted_responses')
      .select(['response_id', 'survey_id', 'account_id', 'channel', 'disposition'])
      .orderBy('response_id')
      .execute(),
    db.selectFrom('open_lead_keys').selectAll().orderBy('lead_id').orderBy('key').execute(),
  ]);
}
