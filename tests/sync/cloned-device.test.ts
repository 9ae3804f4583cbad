import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { writeRecord } from '#client/storage/write-record.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { Phone, pull } from '#tests/support/phone.ts';

/*
 * A phone is replaced from a backup of it, or a browser's profile is copied, and both go on being used: two
 * devices with one id, and each with what the other had not sent.
 */
describeOnBothDatabases('a device and a copy of it', (getDatabase) => {
  let test: TestApp;
  let client: TestClient;
  let phone: Phone;
  let copy: Phone;
  let companyId: string;
  beforeAll(async () => {
    test = await createTestApp(getDatabase());
    client = await test.as('coordinator');
  });
  afterAll(() => test.app.close());
  beforeEach(async () => {
    phone = new Phone(client);
    companyId = await phone.name('初め');
    await phone.sync();
  });

  const note = (on: Phone, text: string): Promise<unknown> =>
    writeRecord(on.db, on.author, 'accounts', companyId, { note: text });
  const idOf = (on: Phone): Promise<string | undefined> => on.db.getMeta('deviceId');
  const onServer = async () => (await pull(client, 'cursor=0')).records.find(({ id }) => id === companyId)!;
  const countChanges = async (): Promise<number> =>
    (
      await getDatabase()
        .db.selectFrom('changes')
        .select('change_id')
        .where('record_id', '=', companyId)
        .execute()
    ).length;
  /** Both have heard of everything, and nothing waits. */
  const settle = async (): Promise<void> => {
    for (const each of [phone, copy, phone, copy]) await each.sync();
    for (const each of [phone, copy]) {
      expect(await each.db.outbox.toArray()).toEqual([]);
      expect(await each.db.accounts.get(companyId)).toMatchObject({
        fields: (await onServer()).fields,
        conflicts: (await onServer()).conflicts,
      });
    }
  };

  it('each bring what they recorded under the same number, with a conflict where they meet', async () => {
    copy = await phone.copy();
    await note(phone, '元の端末');
    await note(copy, '写しの端末');
    await phone.sync();
    await copy.sync();
    expect(await onServer()).toMatchObject({
      fields: { note: '写しの端末' },
      conflicts: [
        { unit: 'note', kept: { fields: { note: '写しの端末' } }, other: { fields: { note: '元の端末' } } },
      ],
    });
    await settle();
    expect(await countChanges()).toBe(3);
    expect(await idOf(phone)).not.toBe(await idOf(copy));
    // They are two now: neither writes over what the other has not shown it.
    await note(copy, '写しの次');
    await note(phone, '元の次');
    await copy.sync();
    await phone.sync();
    expect((await onServer()).conflicts).toHaveLength(2);
  });

  it('are two also where the numbers of the other have nothing in common with its own', async () => {
    copy = await phone.copy();
    await note(phone, '元の端末');
    await phone.sync();
    // It gave up what it recorded first, as one does with what was refused.
    await note(copy, '間違い');
    await copy.db.outbox.clear();
    await note(copy, '写しの端末');
    await copy.sync();
    expect((await onServer()).conflicts).toMatchObject([{ other: { fields: { note: '元の端末' } } }]);
    await settle();
  });

  it('are two also where one had been ahead of the other by more than a change', async () => {
    copy = await phone.copy();
    for (const text of ['一', '二', '三']) {
      await note(phone, text);
      await phone.sync();
    }
    await note(copy, '写し');
    await copy.sync();
    expect(await onServer()).toMatchObject({
      fields: { note: '写し' },
      conflicts: [{ other: { fields: { note: '三' } } }],
    });
    await settle();
    expect(await countChanges()).toBe(5);
  });

  it('send what waited when the copy was made once, whichever is first', async () => {
    await note(phone, '待っていた');
    copy = await phone.copy();
    await copy.sync();
    await phone.sync();
    expect(await onServer()).toMatchObject({ fields: { note: '待っていた' }, conflicts: [] });
    await settle();
    expect(await countChanges()).toBe(2);
    await note(copy, '写し');
    await note(phone, '元');
    await copy.sync();
    await phone.sync();
    expect((await onServer()).conflicts).toHaveLength(1);
    expect(await idOf(phone)).not.toBe(await idOf(copy));
  });

  it('lose nothing of what was typed on both into an edit that waited', async () => {
    await note(phone, '待っていた');
    copy = await phone.copy();
    await note(phone, '待っていた。元');
    await note(copy, '待っていた。写し');
    await phone.sync();
    await copy.sync();
    expect(await onServer()).toMatchObject({
      fields: { note: '待っていた。写し' },
      conflicts: [{ other: { fields: { note: '待っていた。元' } } }],
    });
    await settle();
    expect(await countChanges()).toBe(3);
  });

  it('are told apart when the copy is made while an answer is on its way', async () => {
    await note(phone, '待っていた');
    phone.requestsToLive = 0;
    await expect(phone.sync()).rejects.toThrow();
    phone.requestsToLive = Infinity;
    copy = await phone.copy();
    // Which of them the server has heard before, neither can know.
    await phone.sync();
    await note(copy, '写し');
    await copy.sync();
    await note(phone, '元');
    await phone.sync();
    expect(await onServer()).toMatchObject({
      fields: { note: '元' },
      // What waited on both is the other one's as well, which the copy had not seen arrive.
      conflicts: [{ other: { fields: { note: '待っていた' } } }, { other: { fields: { note: '写し' } } }],
    });
    await settle();
  });

  it('of a copy are three', async () => {
    copy = await phone.copy();
    const third = await copy.copy();
    await note(phone, '一');
    await note(copy, '二');
    await note(third, '三');
    for (const each of [phone, copy, third]) await each.sync();
    expect((await onServer()).conflicts).toHaveLength(2);
    await settle();
    await third.sync();
    const ids = await Promise.all([phone, copy, third].map(idOf));
    expect(new Set(ids).size).toBe(3);
  });
});
