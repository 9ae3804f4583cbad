import { spawn } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeRecord } from '#client/storage/write-record.ts';
import type { Seen } from '#protocol/sync.ts';
import { buildApp } from '#server/app.ts';
import { connectDatabase, type DatabaseHandle } from '#server/database/connect.ts';
import { migrateDatabase } from '#server/database/migrations/migrate.ts';
import { listAudit } from '#server/database/queries/audit-log.ts';
import { getEpoch } from '#server/database/queries/centres.ts';
import { findLastChange, takeRevisions } from '#server/database/queries/changes.ts';
import { listRestores } from '#server/database/queries/restores.ts';
import { createTestApp, TEST_SECRET, type TestApp } from '#tests/support/app.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/databases.ts';
import { Phone, pull } from '#tests/support/phone.ts';

/*
 * Somebody puts an older state of the database back and tells nobody: a copied folder, a dump, a
 * snapshot of the machine. What the server had acknowledged since then is gone from it.
 */

const SERVER = fileURLToPath(new URL('../support/notice-in-process.ts', import.meta.url));
const TABLES = ['centres', 'changes', 'records', 'submissions', 'restores', 'audit_log'] as const;

/** Copies what the centre has recorded, and gives what puts the copy back without a word. */
async function copyState({ db }: DatabaseHandle): Promise<() => Promise<void>> {
  const copies = await Promise.all(
    TABLES.map(async (table) => [table, await db.selectFrom(table).selectAll().execute()] as const),
  );
  return () =>
    db.transaction().execute(async (tx) => {
      for (const [table, rows] of copies) {
        await tx.deleteFrom(table).execute();
        for (const row of rows)
          await tx
            .insertInto(table)
            .values(row as never)
            .execute();
      }
    });
}

describe.each(['sqlite', 'postgres'] as const)('an older state put back without a word (%s)', (dialect) => {
  let database: TestDatabase;
  let test: TestApp;
  let phone: Phone;
  let other: Phone;

  beforeAll(async () => {
    database = await createTestDatabase(dialect);
    await migrateDatabase(database.handle);
  });
  afterAll(() => database.remove());
  beforeEach(async () => {
    test = await createTestApp(database.handle);
    phone = new Phone(await test.as('coordinator'));
    other = new Phone(await test.as('office'));
    await phone.name('前からの企業');
    await phone.sync();
    await other.sync();
    return () => test.app.close();
  });

  const epoch = (): Promise<string> => getEpoch(database.handle.db, test.centreId);
  const restores = () => listRestores(database.handle.db, test.centreId);

  it('loses nothing that was acknowledged, once one device comes by', async () => {
    const before = await epoch();
    const putBack = await copyState(database.handle);
    await phone.name('後の企業');
    await phone.sync();
    await other.name('もう一社');
    await other.sync();
    await phone.sync();
    await putBack();
    expect((await pull(await test.as('office'), 'cursor=0')).records).toHaveLength(1);

    await phone.sync();
    await other.sync();
    await phone.sync();
    const all = ['もう一社', '前からの企業', '後の企業'].sort();
    expect(await phone.names()).toEqual(all);
    expect(await other.names()).toEqual(all);
    expect((await pull(await test.as('office'), 'cursor=0')).records).toHaveLength(3);
    expect(await epoch()).not.toBe(before);
    // Once: the second device has found what the first had begun.
    expect(await restores()).toMatchObject([{ epochBefore: before, isDeclared: false }]);
    const acts = await listAudit(database.handle.db, test.centreId);
    expect(acts.map(({ action }) => action)).toEqual(['centre.restore-noticed']);
    // Each tells its person how much it was: one change each, and not what the copy still had.
    expect(await phone.db.getMeta('lostByServer')).toBe(1);
    expect(await other.db.getMeta('lostByServer')).toBe(1);
  });

  it('is noticed before anything is refused that builds on what was lost', async () => {
    const putBack = await copyState(database.handle);
    const id = await phone.name('後の企業');
    // The first change has begun to be sent: the second stands alone, and without the first it is incomplete.
    await phone.db.outbox.toCollection().modify({ state: 'sending' });
    await writeRecord(phone.db, phone.author, 'accounts', id, { phone: '017-000-0000' });
    phone.requestsToLive = 1;
    await expect(phone.sync()).rejects.toThrow();
    expect(await phone.db.outbox.count()).toBe(1);
    await putBack();
    phone.requestsToLive = Infinity;
    await phone.sync();
    expect(phone.rejected).toEqual([]);
    expect(await phone.db.outbox.count()).toBe(0);
    expect((await phone.db.accounts.get(id))?.fields).toEqual({ name: '後の企業', phone: '017-000-0000' });
  });

  it('is noticed by a receipt alone, of a device that has not fetched since', async () => {
    const putBack = await copyState(database.handle);
    await phone.name('後の企業');
    phone.requestsToLive = 1;
    await expect(phone.sync()).rejects.toThrow();
    expect(await phone.db.outbox.count()).toBe(0);
    phone.requestsToLive = Infinity;
    await putBack();
    await phone.sync();
    await other.sync();
    expect(await other.names()).toEqual(['前からの企業', '後の企業']);
  });

  it('is noticed too when the server has gone on past what the device has seen', async () => {
    const putBack = await copyState(database.handle);
    await phone.name('後の企業');
    await phone.sync();
    await putBack();
    for (let count = 0; count < 5; count += 1) await other.name(`新しい${count}`);
    await other.sync();
    await phone.sync();
    expect(await phone.names()).toContain('後の企業');
    expect(await restores()).toHaveLength(1);
    await other.sync();
    expect(await other.names()).toEqual(await phone.names());
    // What the other one sent was there all the time.
    expect(await other.db.getMeta('lostByServer')).toBeUndefined();
  });

  it('is noticed where a copy of the device has sent the same change with other words at the same place', async () => {
    const id = await phone.name('後の企業');
    const copy = await phone.copy();
    // Taken into the change that waits on both.
    await writeRecord(phone.db, phone.author, 'accounts', id, { note: '元の言葉' });
    const putBack = await copyState(database.handle);
    copy.requestsToLive = 1;
    await expect(copy.sync()).rejects.toThrow();
    await putBack();
    await phone.sync();
    await writeRecord(copy.db, copy.author, 'accounts', id, { note: '写しの言葉' });
    copy.requestsToLive = Infinity;
    await copy.sync();
    expect(await restores()).toHaveLength(1);
    const { records } = await pull(await test.as('office'), 'cursor=0');
    const kept = records.find((record) => record.id === id)!;
    expect(JSON.stringify(kept)).toContain('写しの言葉');
    expect(JSON.stringify(kept)).toContain('元の言葉');
  });

  it('is noticed where the same change has come to the same place again, with others beneath it', async () => {
    const putBack = await copyState(database.handle);
    await phone.name('後の企業');
    // The phone as it is where the answer gets lost.
    const unanswered = await phone.copy();
    await other.name('失われた企業');
    await other.sync();
    await phone.sync();
    await other.sync();
    await putBack();
    const third = new Phone(await test.signIn(await test.addPerson('coordinator')));
    await third.name('新しい企業');
    await third.sync();
    await unanswered.sync();
    const sent = await phone.db.ledger.toCollection().last();
    const { revision } = (await other.db.getMeta('seen'))!;
    expect(await findLastChange(database.handle.db, test.centreId, revision)).toMatchObject({
      revision,
      changeId: sent!.change.changeId,
      changeHash: sent!.receipt.changeHash,
    });

    await other.sync();
    expect(await restores()).toHaveLength(1);
    for (const each of [third, unanswered, other]) {
      await each.sync();
      expect(await each.names()).toEqual(['前からの企業', '失われた企業', '後の企業', '新しい企業'].sort());
    }
  });

  it('is noticed by who has seen last what is no change of anybody', async () => {
    const putBack = await copyState(database.handle);
    const recordNothing = () =>
      database.handle.db.transaction().execute((tx) => takeRevisions(tx, test.centreId, 1));
    await phone.name('後の企業');
    await phone.sync();
    const revision = (await recordNothing()).before + 1;
    const seen = test.app.proofs.prove(test.centreId, await epoch(), {
      revision,
      change: await findLastChange(database.handle.db, test.centreId, revision),
      submissions: 0,
    });
    await pull(await test.as('coordinator'), `cursor=${revision}`, seen);
    expect(await restores()).toEqual([]);
    await putBack();
    await other.name('新しい企業');
    await other.sync();
    expect((await recordNothing()).before + 1).toBe(revision);
    await pull(await test.as('coordinator'), `cursor=${revision}`, seen);
    expect(await restores()).toHaveLength(1);
  });

  it('is noticed between two pages of a refill', async () => {
    const newcomer = new Phone(await test.signIn(await test.addPerson('coordinator')));
    await newcomer.sync();
    // As after a change of role.
    await newcomer.db.setMeta('accessVersion', 0);
    await newcomer.db.meta.delete('seen');
    const putBack = await copyState(database.handle);
    for (let count = 0; count < 40; count += 1) {
      const id = await phone.name(`後の企業${count}`);
      await writeRecord(phone.db, phone.author, 'accounts', id, { note: '長'.repeat(10_000) });
    }
    await phone.sync();
    newcomer.requestsToLive = 2;
    await expect(newcomer.sync()).rejects.toThrow();
    expect((await newcomer.db.getMeta('refill'))?.cursor).toBeGreaterThan(20);
    await putBack();
    for (let count = 0; count < 50; count += 1) await other.name(`新しい企業${count}`);
    await other.sync();

    newcomer.requestsToLive = Infinity;
    await newcomer.sync();
    expect(await restores()).toHaveLength(1);
    expect(await newcomer.names()).toEqual(await other.names());
  });

  it('begins one epoch, however many devices come to however many servers at a time', async () => {
    const putBack = await copyState(database.handle);
    await phone.name('後の企業');
    await phone.sync();
    const seen = (await phone.db.getMeta('seen'))!;
    await putBack();
    const given = { connection: database.connection, secret: TEST_SECRET, centreId: test.centreId, seen };
    // Real processes: within one, SQLite's waiting for a lock would stop whoever is to release it.
    const servers = [1, 2, 3].map(() =>
      spawn(process.execPath, ['--import', 'tsx', SERVER, JSON.stringify(given)], {
        stdio: ['pipe', 'pipe', 'inherit'],
      }),
    );
    const lines = servers.map((server) => createInterface(server.stdout)[Symbol.asyncIterator]());
    const nextLines = () => Promise.all(lines.map(async (each) => (await each.next()).value as string));
    expect(await nextLines()).toEqual(['ready', 'ready', 'ready']);
    for (const server of servers) server.stdin.write('go\n');
    const told = (await nextLines()).flatMap((line) => JSON.parse(line) as string[]);
    expect(told).toHaveLength(15);
    expect(new Set(told)).toEqual(new Set([await epoch()]));
    expect(await restores()).toHaveLength(1);
    expect(await listAudit(database.handle.db, test.centreId)).toHaveLength(1);
  }, 120_000);

  it('tells what a device has seen of the time before, of one that comes later', async () => {
    const putBack = await copyState(database.handle);
    await phone.name('後の企業');
    await phone.sync();
    await other.name('もう一社');
    await other.sync();
    const { revision } = (await other.db.getMeta('seen'))!;
    await putBack();
    await phone.sync();
    const [before] = await restores();
    expect(before!.seen.revision).toBeLessThan(revision);
    await other.sync();
    expect(await restores()).toMatchObject([{ seen: { revision } }]);
    // Numbers of receipts come from revisions: none may be given a second time.
    await phone.name('新しい企業');
    await phone.sync();
    const last = await phone.db.ledger.toCollection().last();
    expect(last!.receipt.revision).toBeGreaterThan(revision);
  });

  describe('is not believed', () => {
    const AHEAD = 900_000_000;

    async function expectOnlyThisDeviceReset(query: string, seen?: Seen): Promise<void> {
      const before = await epoch();
      const coordinator = await test.as('coordinator');
      const answer = await pull(coordinator, query, seen);
      expect(answer).toMatchObject({ epoch: before, reset: true, cursor: expect.any(Number) as number });
      expect(answer.records).toHaveLength(1);
      expect(await epoch()).toBe(before);
      expect(await restores()).toEqual([]);
      // Nor is what was claimed proven by the answer, to be shown as a proof the next time.
      expect(answer.seen?.revision ?? 0).toBeLessThan(AHEAD);
    }

    it('of a cursor without a proof, also from an app of before proofs, which gets everything again', () =>
      expectOnlyThisDeviceReset(`cursor=${AHEAD}`));

    it('of a proof that somebody made up', () =>
      expectOnlyThisDeviceReset('cursor=1', {
        revision: AHEAD,
        proof: '0.AAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA',
      }));

    it('of a proof of another revision', async () => {
      const { proof } = (await phone.db.getMeta('seen'))!;
      await expectOnlyThisDeviceReset('cursor=1', { revision: AHEAD, proof });
    });

    it('of a proof of another centre', async () => {
      const elsewhere = await createTestApp(database.handle);
      const { proofs } = elsewhere.app;
      const seen = proofs.prove(elsewhere.centreId, await epoch(), {
        revision: AHEAD,
        change: null,
        submissions: 0,
      });
      await elsewhere.app.close();
      await expectOnlyThisDeviceReset('cursor=1', seen);
    });

    it('of a cursor far ahead beside a good proof', async () => {
      const seen = (await phone.db.getMeta('seen'))!;
      await expectOnlyThisDeviceReset(`cursor=${AHEAD}`, seen);
      // Not even while a restore is being noticed.
      const putBack = await copyState(database.handle);
      await phone.name('後の企業');
      await phone.sync();
      const later = (await phone.db.getMeta('seen'))!;
      await putBack();
      const answer = await pull(await test.as('coordinator'), `cursor=${AHEAD}`, later);
      expect(answer.seen?.revision ?? 0).toBeLessThan(AHEAD);
      expect(await restores()).toHaveLength(1);
    });

    it('of garbage, which a device that holds it must get rid of', async () => {
      await phone.db.setMeta('seen', { revision: AHEAD, proof: '!~' });
      await phone.name('後の企業');
      await phone.sync();
      expect(await phone.names()).toEqual(['前からの企業', '後の企業']);
      expect(await phone.db.outbox.count()).toBe(0);
      expect(await phone.db.getMeta('seen')).not.toMatchObject({ proof: '!~' });
      expect(await restores()).toEqual([]);
    });
  });

  it('is never seen where nothing was put back', async () => {
    const before = await epoch();
    for (const name of ['一', '二', '三']) {
      await phone.name(name);
      await other.name(name);
      await Promise.all([phone.sync(), other.sync()]);
    }
    await phone.sync();
    await other.sync();
    expect(await epoch()).toBe(before);
    expect(await restores()).toEqual([]);
    expect((await phone.db.getMeta('seen'))!.revision).toBe(await phone.db.getMeta('cursor'));
  });
});

it('goes for a copied data folder put back as well', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'banso-folder-'));
  const [dataDir, copy] = [join(folder, 'data'), join(folder, 'copy')];
  const connect = (): DatabaseHandle => connectDatabase({ databaseUrl: undefined, dataDir });
  let database = connect();
  await migrateDatabase(database);
  const test = await createTestApp(database);
  const coordinator = await test.as('coordinator');
  let { app } = test;
  const phone = new Phone({
    ...coordinator,
    request: (options) =>
      app.inject({ ...options, headers: { ...options.headers, cookie: coordinator.cookie } }),
  });
  await phone.name('前からの企業');
  await phone.sync();
  await app.close();
  await database.close();
  await cp(dataDir, copy, { recursive: true });

  const restart = async (): Promise<void> => {
    database = connect();
    const { config, invitationKeys, parcelKey, log } = app;
    app = await buildApp({ config, database, secret: TEST_SECRET, invitationKeys, parcelKey, logger: log });
  };
  await restart();
  await phone.name('後の企業');
  await phone.sync();
  await app.close();
  await database.close();
  await rm(dataDir, { recursive: true });
  await cp(copy, dataDir, { recursive: true });

  await restart();
  await phone.sync();
  const rows = await database.db.selectFrom('records').select('fields').execute();
  expect(rows.map(({ fields }) => (JSON.parse(fields) as { name: string }).name).sort()).toEqual([
    '前からの企業',
    '後の企業',
  ]);
  await app.close();
  await database.close();
  await rm(folder, { recursive: true });
});
