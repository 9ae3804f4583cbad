import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sql, type Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '#domain/canonical/json.ts';
import type { Collection } from '#domain/records/collections.ts';
import { migrateDatabase } from '#server/database/migrations/migrate.ts';
import { insertCentre } from '#server/database/queries/centres.ts';
import type { CentreRecord } from '#server/database/queries/records.ts';
import { insertStaff, listStaff } from '#server/database/queries/staff.ts';
import { findPrimaryResponse } from '#server/database/queries/submitted-responses.ts';
import type { Database } from '#server/database/schema.ts';
import { rebuildIndexes, type Rebuilt } from '#server/records/indexes/rebuild-indexes.ts';
import { defineIndex, type RecordIndex } from '#server/records/indexes/record-index.ts';
import { RECORD_INDEXES } from '#server/records/indexes/record-indexes.ts';
import { saveRecords } from '#server/records/save-records.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/databases.ts';

const run = promisify(execFile);

const AT = '2026-11-20T00:00:00.000Z';
/** More than one read of a rebuild. */
const MANY = 700;
const VERSIONS = new Map(RECORD_INDEXES.map(({ name, version }) => [name, version]));
const NAMES = ['restricted', 'merged_into', 'submitted_responses', 'open_lead_keys', 'record_links'];

describe.each(['sqlite', 'postgres'] as const)('indexes over the records on %s', (dialect) => {
  let database: TestDatabase;
  let db: Kysely<Database>;
  beforeEach(async () => {
    database = await createTestDatabase(dialect);
    ({ db } = database.handle);
    await migrateDatabase(database.handle);
    for (const id of ['c', 'other']) await insertCentre(db, { id, name: '中央', epoch: 'e', createdAt: AT });
    await save('c', [
      ...Array.from({ length: MANY }, (_, index) => response(`r${String(index).padStart(4, '0')}`)),
      response('s1', { answers: { consent_record: 'yes' } }),
      response('s2', { submittedAt: null }),
      { ...response('s3'), deletedAt: AT },
      record('accounts', 'a1', { name: '八戸水産', mergedInto: 'a2' }),
      record('accounts', 'a2', { name: '八戸水産' }),
      record('leads', 'l1', { accountId: 'a1', companyName: '八戸水産', status: 'new' }),
      record('leads', 'l2', { accountId: 'a2', companyName: '八戸水産', status: 'closed' }),
    ]);
    await save('other', [response('o1'), record('leads', 'o2', { accountId: 'a1', status: 'new' })]);
    await rebuild();
  });
  afterEach(() => database.remove());

  const rebuild = (indexes?: readonly RecordIndex[]): Promise<Rebuilt> =>
    rebuildIndexes(db, 'c', () => Date.parse(AT), indexes);
  const save = (centreId: string, records: CentreRecord[]): Promise<void> =>
    db.transaction().execute((tx) =>
      saveRecords(
        tx,
        centreId,
        records.map((each, index) => ({ ...each, revision: index + 1 })),
      ),
    );

  /** Everything that the indexes say. */
  async function readAll(): Promise<unknown[]> {
    return Promise.all([
      db
        .selectFrom('records')
        .select(['record_id', 'restricted', 'merged_into'])
        .orderBy('record_id')
        .execute(),
      db.selectFrom('submitted_responses').selectAll().orderBy('response_id').execute(),
      db.selectFrom('open_lead_keys').selectAll().orderBy('lead_id').orderBy('key').execute(),
    ]);
  }

  /** Leaves the centre as a server of before would have, whose rules were others. */
  async function buildByOlderRules(): Promise<void> {
    await db.updateTable('records').set({ merged_into: null }).where('centre_id', '=', 'c').execute();
    await db
      .updateTable('records')
      .set({ restricted: sql<number>`1 - restricted` })
      .where('centre_id', '=', 'c')
      .where('collection', '=', 'responses')
      .execute();
    await db
      .updateTable('submitted_responses')
      .set({ account_id: 'another', disposition: 'refused' })
      .where('centre_id', '=', 'c')
      .execute();
    await db
      .insertInto('submitted_responses')
      .values(['s2', 's3'].map((id) => ({ ...rowOf(id), centre_id: 'c' })))
      .execute();
    await db.deleteFrom('submitted_responses').where('response_id', '=', 's1').execute();
    await db.updateTable('open_lead_keys').set({ key: 'old' }).where('centre_id', '=', 'c').execute();
    await db.insertInto('open_lead_keys').values({ centre_id: 'c', lead_id: 'l2', key: 'old' }).execute();
    await db.updateTable('record_indexes').set({ version: 0 }).execute();
  }

  it('are built anew where another version of their rule has built them, of no other centre', async () => {
    const before = await readAll();
    expect(await findPrimaryResponse(db, 'c', { surveyId: 's', accountIds: ['of-r0699'] })).toBe('r0699');
    await buildByOlderRules();
    expect(await readAll()).not.toEqual(before);

    const rebuilt = await rebuild();

    expect(await readAll()).toEqual(before);
    expect(rebuilt).toEqual({
      indexes: NAMES.map((name) => ({ name, from: 0, to: VERSIONS.get(name) })),
      records: MANY + 7,
    });
    const versions = await db.selectFrom('record_indexes').selectAll().orderBy('name').execute();
    expect(versions).toEqual(
      NAMES.toSorted().map((name) => ({ centre_id: 'c', name, version: VERSIONS.get(name), built_at: AT })),
    );
  });

  it('are built at the first start too, when no version is known yet', async () => {
    const before = await readAll();
    await buildByOlderRules();
    await db.deleteFrom('record_indexes').execute();
    expect((await rebuild()).indexes.map(({ from }) => from)).toEqual(NAMES.map(() => undefined));
    expect(await readAll()).toEqual(before);
  });

  it('are left alone, and no record read, while the versions are the same', async () => {
    await db.updateTable('records').set({ fields: 'not even JSON' }).execute();
    const before = await readAll();
    expect(await rebuild()).toEqual({ indexes: [], records: 0 });
    expect(await readAll()).toEqual(before);
  });

  it('are each built for itself: only what its own records say is read', async () => {
    const leads = RECORD_INDEXES.filter(({ name }) => name === 'open_lead_keys');
    await db.updateTable('open_lead_keys').set({ key: 'old' }).where('centre_id', '=', 'c').execute();
    await db.updateTable('record_indexes').set({ version: 7 }).where('name', '=', 'open_lead_keys').execute();
    const { name, version } = leads[0]!;
    expect(await rebuild()).toEqual({ indexes: [{ name, from: 7, to: version }], records: 2 });
    const keys = await db.selectFrom('open_lead_keys').select('key').where('centre_id', '=', 'c').execute();
    expect(keys.map(({ key }) => key)).toContain('account:a1');
    expect(keys.map(({ key }) => key)).not.toContain('old');
  });

  it('are as before when building is cut off, and built at the next start', async () => {
    const before = await readAll();
    await buildByOlderRules();
    const older = await readAll();
    const failing = defineIndex({
      name: 'failing',
      version: 1,
      collections: ['responses'],
      rule: ({ id }) => id,
      // Only the second read has it; the first has been written by then.
      save: (_tx, _centreId, entries) =>
        entries.has('r0699') ? Promise.reject(new Error('cut off')) : Promise.resolve(),
    });
    await expect(rebuild([...RECORD_INDEXES, failing])).rejects.toThrow('cut off');
    expect(await readAll()).toEqual(older);
    const versions = await db.selectFrom('record_indexes').select('version').execute();
    expect(versions.map(({ version }) => version)).toEqual([0, 0, 0, 0, 0]);

    await rebuild();
    expect(await readAll()).toEqual(before);
  });

  it('let devices start afresh whose people may see another set of names, only then', async () => {
    for (const role of ['coordinator', 'office', 'manager'] as const) {
      const person = { userId: role, name: role, role, expertise: [], active: true, language: 'ja' as const };
      await insertStaff(db, { ...person, centreId: 'c', accessVersion: 1, createdAt: AT });
    }
    const versions = async (): Promise<number[]> =>
      (await listStaff(db, 'c')).map(({ accessVersion }) => accessVersion);

    await db.updateTable('record_indexes').set({ version: 0 }).where('name', '<>', 'restricted').execute();
    await rebuild();
    expect(await versions()).toEqual([1, 1, 1]);
    await db.updateTable('record_indexes').set({ version: 0 }).execute();
    await rebuild();
    // In the order of their ids: coordinator, manager, office.
    expect(await versions()).toEqual([2, 2, 1]);
  });

  it('are built by one of several processes that start at once', async () => {
    const before = await readAll();
    await buildByOlderRules();
    const script = fileURLToPath(new URL('../../../support/rebuild-in-process.ts', import.meta.url));
    const connection = JSON.stringify(database.connection);
    const ends = await Promise.all(
      [1, 2, 3].map(() => run(process.execPath, ['--import', 'tsx', script, connection])),
    );
    const counts = ends.map(({ stdout }) => (JSON.parse(stdout) as Rebuilt).records);
    expect(counts.toSorted((one, other) => one - other)).toEqual([0, 0, MANY + 7]);
    expect(await readAll()).toEqual(before);
  });
});

function rowOf(id: string) {
  return {
    response_id: id,
    survey_id: 's',
    account_id: `of-${id}`,
    channel: 'paper',
    disposition: 'complete',
  };
}

function response(id: string, more: JsonObject = {}): CentreRecord {
  return record('responses', id, {
    surveyId: 's',
    accountId: `of-${id}`,
    channel: 'paper',
    submittedAt: AT,
    disposition: 'complete',
    answers: {},
    ...more,
  });
}

function record(collection: Collection, id: string, fields: JsonObject): CentreRecord {
  return {
    collection,
    id,
    revision: 1,
    fields: Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)),
    units: {},
    conflicts: [],
    warnings: [],
    deletedAt: null,
    erasedAt: null,
  };
}
