import { afterEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '#domain/canonical/json.ts';
import type { Queries } from '#server/database/schema.ts';
import { createTables } from '#server/database/migrations/001-tables.ts';
import { createCatalogueTables } from '#server/database/migrations/002-catalogue.ts';
import { createSurveyTables } from '#server/database/migrations/003-surveys.ts';
import { findOpenLead } from '#server/database/queries/open-leads.ts';
import { findPrimaryResponse } from '#server/database/queries/submitted-responses.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/databases.ts';

const AT = '2026-11-20T00:00:00.000Z';
/** More than one read of the migration. */
const MANY = 1_100;

describe.each(['sqlite', 'postgres'] as const)('a database of before surveys on %s', (dialect) => {
  let database: TestDatabase | undefined;
  afterEach(() => database?.remove());

  it('knows its responses and leads by their companies afterwards, and who has to start afresh', async () => {
    database = await createTestDatabase(dialect);
    const { db } = database.handle;
    await createTables.up(db);
    await createCatalogueTables.up(db);
    const response = (accountId: string, more: JsonObject = {}): JsonObject => ({
      surveyId: 's',
      accountId,
      channel: 'paper',
      submittedAt: AT,
      disposition: 'complete',
      answers: {},
      ...more,
    });
    await insertRecords(db, [
      ...Array.from({ length: MANY }, (_, index) =>
        record(`r${String(index).padStart(5, '0')}`, 'responses', response(`a${index}`)),
      ),
      record('s1', 'responses', response('agreed', { answers: { consent_record: 'yes' } })),
      record('s2', 'responses', response('open', { submittedAt: null })),
      record('s3', 'responses', response('gone'), AT),
      record('t1', 'leads', {
        accountId: 'a1',
        companyName: '㈱髙橋 スイサン・八戸',
        contactPhone: '０１７-000-0000',
        status: 'new',
      }),
      record('t2', 'leads', { accountId: 'a2', companyName: '弘前木工', status: 'closed' }),
    ]);
    await insertStaff(db, ['coordinator', 'office']);

    await createSurveyTables.up(db);

    const primaryOf = (accountId: string): Promise<string | undefined> =>
      findPrimaryResponse(db, 'c', { surveyId: 's', accountIds: [accountId] });
    expect(await primaryOf('a0')).toBe('r00000');
    expect(await primaryOf(`a${MANY - 1}`)).toBe(`r${String(MANY - 1).padStart(5, '0')}`);
    expect(await primaryOf('agreed')).toBe('s1');
    expect(await Promise.all(['open', 'gone'].map(primaryOf))).toEqual([undefined, undefined]);
    expect(await findOpenLead(db, 'c', ['account:a1'])).toBe('t1');
    // As it was computed when the migration was written: SHA-256 of 高橋すいさん八戸, a line end, and 0170000000.
    expect(
      await findOpenLead(db, 'c', [
        'contact:4ce5acf020ffa2554e907c3e1232995733b057ddd42a2452dfc1eecc616d50a6',
      ]),
    ).toBe('t1');
    expect(await findOpenLead(db, 'c', ['account:a2'])).toBeUndefined();
    const restricted = await db
      .selectFrom('records')
      .select('record_id')
      .where('restricted', '=', 1)
      .execute();
    const ids = new Set(restricted.map((row) => row.record_id));
    expect([ids.has('r00000'), ids.has('s1'), ids.has('s2'), ids.has('t1')]).toEqual([
      true,
      false,
      false,
      false,
    ]);
    const staff = await db.selectFrom('staff').select(['role', 'access_version']).orderBy('role').execute();
    expect(staff).toEqual([
      { role: 'coordinator', access_version: 2 },
      { role: 'office', access_version: 1 },
    ]);
  });
});

interface OldRecord {
  id: string;
  collection: string;
  fields: JsonObject;
  deletedAt: string | null;
}

function record(
  id: string,
  collection: string,
  fields: JsonObject,
  deletedAt: string | null = null,
): OldRecord {
  return {
    id,
    collection,
    fields: Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)),
    deletedAt,
  };
}

async function insertRecords(db: Queries, records: readonly OldRecord[]): Promise<void> {
  for (const [index, { id, collection, fields, deletedAt }] of records.entries()) {
    await db
      .insertInto('records')
      .values({
        centre_id: 'c',
        record_id: id,
        collection,
        revision: index + 1,
        fields: JSON.stringify(fields),
        units: '{}',
        conflicts: '[]',
        warnings: '[]',
        deleted_at: deletedAt,
        erased_at: null,
        merged_into: null,
      })
      .execute();
  }
}

async function insertStaff(db: Queries, roles: readonly ('coordinator' | 'office')[]): Promise<void> {
  for (const role of roles) {
    await db
      .insertInto('staff')
      .values({
        centre_id: 'c',
        user_id: role,
        name: role,
        role,
        expertise: '[]',
        active: 1,
        access_version: 1,
        language: 'ja',
        created_at: AT,
      })
      .execute();
  }
}
