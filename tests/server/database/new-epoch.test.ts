import { afterAll, beforeAll, expect, it } from 'vitest';
import { listKnown } from '#domain/records/collections.ts';
import { writeRecord } from '#client/storage/write-record.ts';
import { getEpoch, listCentreStates, renewEpoch } from '#server/database/queries/centres.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { makeChange, pullAll, push } from '#tests/support/fieldwork.ts';
import { Phone, pull } from '#tests/support/phone.ts';

describeOnBothDatabases('a new epoch', (getDatabase) => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp(getDatabase());
  });
  afterAll(() => test.app.close());

  const renew = async (epoch: string, reached = 0) => {
    const { db } = getDatabase();
    const before = await getEpoch(db, test.centreId);
    await renewEpoch(db, test.centreId, { before, epoch, reached });
  };
  const revision = async (): Promise<number> => (await listCentreStates(getDatabase().db))[0]!.revision;

  it('begins far above what was given out, and above what a device has proven', async () => {
    const before = await revision();
    await renew('one');
    expect(await revision()).toBeGreaterThan(before + 1_000_000);
    await renew('two', 50_000_000);
    expect(await revision()).toBeGreaterThan(51_000_000);
  });

  it('does not let what is lost pass for having seen what was written instead', async () => {
    const coordinator = new Phone(await test.as('coordinator'));
    const id = await coordinator.name('青森商会');
    await coordinator.sync();
    const before = await revision();
    // On the lost server somebody had seen the company as it stood five changes later.
    await coordinator.db.accounts.update(id, { revision: before + 5 });
    await writeRecord(coordinator.db, coordinator.author, 'accounts', id, { note: '失われた晩を見て' });
    await renew('three');
    const office = await test.as('office');
    await push(office, [makeChange(office, 'accounts', { note: 'その後' }, { recordId: id })]);
    await coordinator.sync();
    expect((await pullAll(office)).find((record) => record.id === id)).toMatchObject({
      fields: { note: '失われた晩を見て' },
      conflicts: [{ other: { fields: { note: 'その後' } } }],
    });
  });

  it('can begin as often as anybody restores', async () => {
    const client = await test.as('coordinator');
    for (let count = 0; count < 200; count += 1) await renew(`epoch-${count}`);
    const phone = new Phone(client);
    const id = await phone.name('八戸水産');
    await phone.sync();
    const record = (await phone.db.accounts.get(id))!;
    expect(record.revision).toBe(await revision());
    // A hundred thousand times this many are still a number that a device may show.
    expect(record.revision * 100_000).toBeLessThan(1e15);
    const { cursor } = await pull(client, `cursor=${record.revision}&collections=${listKnown().join(',')}`);
    expect(cursor).toBe(record.revision);
  });
});
