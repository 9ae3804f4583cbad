import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeRecord } from '#client/storage/write-record.ts';
import type { ProblemDocument } from '#protocol/problems.ts';
import { restoreBackup } from '#server/backup/restore-backup.ts';
import { writeBackup } from '#server/backup/write-backup.ts';
import { listAudit } from '#server/database/queries/audit-log.ts';
import { listRecords } from '#server/database/queries/records.ts';
import { listTables } from '#server/database/queries/tables.ts';
import { migrateDatabase } from '#server/database/migrations/migrate.ts';
import { showVeiledResponses } from '#server/records/veiled-responses.ts';
import { readErasures } from '#server/erasure/erasure-journal.ts';
import { reconcileErasures } from '#server/erasure/reconcile-erasures.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/databases.ts';
import {
  answerEverything,
  inviteCompany,
  makeChange,
  makeSubmission,
  openSeedSurvey,
  pullAll,
  push,
} from '#tests/support/fieldwork.ts';
import { Phone } from '#tests/support/phone.ts';

const WORDS = '工藤さんは入院中';

describe.each(['sqlite', 'postgres'] as const)('erasing what is recorded of somebody (%s)', (dialect) => {
  let database: TestDatabase;
  let dataDir: string;
  let test: TestApp;
  let administrator: TestClient;
  let phone: Phone;

  beforeAll(async () => {
    database = await createTestDatabase(dialect);
    ({ dataDir } = database.connection);
    await migrateDatabase(database.handle);
  });
  afterAll(() => database.remove());
  beforeEach(async () => {
    test = await createTestApp(database.handle, { dataDir });
    administrator = await test.as('administrator');
    phone = new Phone(await test.as('coordinator'));
  });
  afterEach(async () => {
    await test.app.close();
    await rm(join(dataDir, 'erasures'), { force: true });
  });

  const erase = (id: string, collection = 'accounts', client = administrator) =>
    client.request({ method: 'POST', url: `/api/records/${collection}/${id}/erase` });

  /** Everything that the database holds of this centre, as text. */
  async function everything(): Promise<string> {
    const rows: unknown[] = [];
    for (const { name } of await listTables(database.handle.db))
      rows.push(
        await database.handle.db
          .selectFrom(name as 'records')
          .selectAll()
          .execute(),
      );
    return JSON.stringify(rows);
  }

  it('leaves no word in records, history or conflicts, and what keeps counts right', async () => {
    const id = await phone.name(WORDS);
    await writeRecord(phone.db, phone.author, 'accounts', id, { industry: 'D', note: WORDS });
    await phone.sync();
    // Another one wrote the same without having seen it.
    const office = await test.as('office');
    await push(office, [makeChange(office, 'accounts', { note: `${WORDS}？` }, { recordId: id })]);
    // And somebody who may not write it any more, whose words wait for the office.
    const manager = await test.as('manager');
    const waiting = makeChange(manager, 'accounts', { note: `${WORDS}！` }, { recordId: id });
    await push(manager, [waiting]);
    expect(await everything()).toContain(`${WORDS}！`);
    expect(await everything()).toContain(WORDS);

    expect((await erase(id)).statusCode).toBe(204);
    expect(await everything()).not.toContain(WORDS);
    await push(manager, [waiting]);
    expect(await everything()).not.toContain(WORDS);
    const [record] = await listRecords(database.handle.db, test.centreId, [id]);
    expect(record).toMatchObject({ fields: { industry: 'D' }, conflicts: [], units: {} });
    const acts = await listAudit(database.handle.db, test.centreId);
    expect(acts).toMatchObject([
      {
        action: 'records.erase',
        userId: administrator.person.userId,
        subject: id,
        detail: { collection: 'accounts' },
      },
    ]);
    // Beside the database by ids alone, for the owner alone.
    expect(readErasures(dataDir)).toMatchObject([{ recordId: id, collection: 'accounts' }]);
    expect(await readFile(join(dataDir, 'erasures'), 'utf8')).not.toContain(WORDS);
    expect((await stat(join(dataDir, 'erasures'))).mode & 0o777).toBe(0o600);
  });

  it('is done once, for what there is', async () => {
    const id = await phone.name(WORDS);
    await phone.sync();
    expect((await erase(id, 'visits')).json<ProblemDocument>().code).toBe('not-found');
    expect((await erase('01a1fb38-0000-7000-8000-000000000000')).statusCode).toBe(404);
    expect(readErasures(dataDir)).toEqual([]);
    expect((await erase(id, 'accounts', await test.as('office'))).statusCode).toBe(403);
    expect((await erase(id)).statusCode).toBe(204);
    expect((await erase(id)).statusCode).toBe(204);
    expect(readErasures(dataDir)).toHaveLength(1);
    expect(await listAudit(database.handle.db, test.centreId)).toHaveLength(1);
  });

  it('reaches the devices: what they kept of it to send again, and what was refused', async () => {
    const id = await phone.name(WORDS);
    await phone.sync();
    await writeRecord(phone.db, phone.author, 'accounts', id, { note: WORDS });
    await phone.db.outbox
      .toCollection()
      .modify({ state: 'quarantined', reason: { code: 'keeps-failing', title: '' } });
    const otherId = await phone.name('ほかの企業');
    await erase(id);
    await phone.sync();
    const kept = await Promise.all([
      phone.db.accounts.toArray(),
      phone.db.ledger.toArray(),
      phone.db.outbox.toArray(),
      phone.db.shadows.toArray(),
    ]);
    expect(JSON.stringify(kept)).not.toContain(WORDS);
    expect(await phone.db.accounts.get(id)).toMatchObject({ deletedAt: expect.any(String) as string });
    expect(await phone.db.accounts.get(otherId)).toMatchObject({ deletedAt: null });
    expect(await phone.db.ledger.count()).toBe(1);
  });

  it('takes a company’s answers and its wish, whoever may see whose they are', async () => {
    const noon = (): number => Date.parse('2026-11-20T03:00:00.000Z');
    await test.app.close();
    test = await createTestApp(database.handle, { dataDir, clock: noon });
    administrator = await test.as('administrator');
    const { questionnaire } = await openSeedSurvey(database.handle, test.centreId, noon);
    for (const consent of ['yes', 'no']) {
      const { code } = await inviteCompany(test, 'sme-survey-2026', consent);
      const answers = answerEverything(questionnaire, {
        consultation: 'now',
        consent_contact: 'yes',
        consent_record: consent,
      });
      const payload = makeSubmission(questionnaire, { kind: 'code', code }, { answers });
      const sent = await test.app.inject({ method: 'POST', url: '/s/api/submissions', payload });
      expect(sent.statusCode).toBe(200);
    }
    const before = await pullAll(administrator);
    expect(before.filter(({ collection }) => collection === 'leads').length).toBeGreaterThan(0);
    // Who may not see whose they are gets them a day later.
    const nextDay = (): number => noon() + 86_400_000;
    await showVeiledResponses(database.handle.db, noon);
    await showVeiledResponses(database.handle.db, nextDay);
    const veiled = (await pullAll(await test.as('coordinator'))).filter(
      ({ collection, fields }) => collection === 'responses' && fields['accountId'] === undefined,
    );
    expect(veiled).toHaveLength(1);
    const own = before.filter(({ collection }) => ['responses', 'leads', 'accounts'].includes(collection));
    expect(own.length).toBeGreaterThanOrEqual(4);
    for (const { id, collection } of own) expect((await erase(id, collection)).statusCode).toBe(204);
    for (const role of ['coordinator', 'office', 'manager', 'administrator'] as const) {
      const records = await pullAll(await test.as(role));
      expect(records.map(({ erased }) => erased)).toEqual(records.map(() => true));
      expect(JSON.stringify(records)).not.toContain('"answers"');
    }
    // What follows the records lets go of them, too.
    for (const table of ['open_lead_keys', 'submitted_responses'] as const) {
      const rows = await database.handle.db
        .selectFrom(table)
        .selectAll()
        .where('centre_id', '=', test.centreId)
        .execute();
      expect({ table, rows }).toEqual({ table, rows: [] });
    }
  });

  it('refuses what comes later, and says so to its person', async () => {
    const id = await phone.name(WORDS);
    await phone.sync();
    await erase(id);
    await writeRecord(phone.db, phone.author, 'accounts', id, { phone: '017-000-0000' });
    await phone.sync();
    expect(await phone.db.outbox.toArray()).toMatchObject([
      { state: 'quarantined', reason: { code: 'record-erased' } },
    ]);
    expect(await everything()).not.toContain(WORDS);
  });

  it('stays done when an older state is put back, also of what was made and erased since', async () => {
    const { db } = database.handle;
    const id = await phone.name(WORDS);
    await phone.sync();
    const tables = ['centres', 'records', 'changes'] as const;
    const copies = await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()));
    const laterId = await phone.name(`${WORDS}（後）`);
    await phone.sync();
    // The phone stays away meanwhile, and holds the words still.
    await erase(id);
    await erase(laterId);
    await db.transaction().execute(async (tx) => {
      for (const [index, table] of tables.entries()) {
        await tx.deleteFrom(table).execute();
        for (const row of copies[index]!)
          await tx
            .insertInto(table)
            .values(row as never)
            .execute();
      }
    });
    expect(await everything()).toContain(WORDS);

    // The phone's proof tells of the restore; from then on nothing comes back.
    await phone.sync();
    expect(await everything()).not.toContain(WORDS);
    expect(await phone.names()).toEqual([undefined, undefined]);
    const kept = [await phone.db.ledger.toArray(), await phone.db.outbox.toArray()];
    expect(JSON.stringify(kept)).not.toContain(WORDS);
  });

  it('is caught up with at the start, both ways', async () => {
    const { db } = database.handle;
    const [id, elsewhere] = [await phone.name(WORDS), await phone.name(`${WORDS}。`)];
    await phone.sync();
    // Entered, and then the power went; and another server's folder has entered what this one has not.
    const at = '2026-11-20T00:00:00.000Z';
    const lines = [
      JSON.stringify({ centreId: test.centreId, collection: 'accounts', recordId: id, at }),
      '{"centreId":"cut o',
    ];
    await erase(elsewhere);
    await writeFile(join(dataDir, 'erasures'), lines.join('\n'));
    const reconcile = () =>
      db
        .transaction()
        .execute((tx) => reconcileErasures(tx, { dataDir, centreId: test.centreId, clock: Date.now }));
    expect(await reconcile()).toHaveLength(1);
    expect(await everything()).not.toContain(WORDS);
    expect(readErasures(dataDir).map(({ recordId }) => recordId)).toEqual([id, elsewhere]);
    expect(await reconcile()).toEqual([]);
    expect(readErasures(dataDir)).toHaveLength(2);
  });

  it('is done again by a restore, from the journal in the backup and the one beside the database', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'banso-backup-'));
    const [id, later] = [await phone.name(WORDS), await phone.name(`${WORDS}。`)];
    await phone.sync();
    await erase(id);
    const file = join(folder, 'backup.gz');
    const given = { secret: 's'.repeat(32), invitationKeys: undefined, parcelKey: undefined };
    await writeBackup({
      config: { ...database.connection, ...given },
      file,
      clock: Date.now,
      withSecrets: true,
    });
    await erase(later);
    const target: TestDatabase = await createTestDatabase(dialect);
    // The folder of before, its database gone.
    await writeFile(
      join(target.connection.dataDir, 'erasures'),
      await readFile(join(dataDir, 'erasures'), 'utf8'),
    );
    const restored = await restoreBackup({
      config: { ...target.connection, ...given },
      file,
      clock: Date.now,
      withSecrets: true,
    });
    expect(restored.erasedAgain).toBe(1);
    const rows = [
      await target.handle.db.selectFrom('records').selectAll().execute(),
      await target.handle.db.selectFrom('changes').selectAll().execute(),
    ];
    expect(JSON.stringify(rows)).not.toContain(WORDS);
    await target.remove();
    await rm(folder, { recursive: true });
  });
});
