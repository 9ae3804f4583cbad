import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeRecord, type Edit } from '#client/storage/write-record.ts';
import { sql } from 'kysely';
import { migrateDatabase } from '#server/database/migrations/migrate.ts';
import { createTestApp } from '#tests/support/app.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/databases.ts';
import { Phone } from '#tests/support/phone.ts';

const DAY_MS = 86_400_000;
const COMPANIES = 200;
/** Of each company on the phone that has been away, in all 2,000 with those that are new. */
const EDITS_OF_EACH = 5;
const NEW_COMPANIES = 1_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase('sqlite');
  await migrateDatabase(database.handle);
});
afterAll(() => database.remove());

it('a phone that was away for a month with 2,000 changes syncs without help', async () => {
  let nowMs = Date.parse('2026-10-01T00:00:00.000Z');
  const test = await createTestApp(database.handle, { clock: () => nowMs });
  const { db } = database.handle;
  const phone = new Phone(await test.as('coordinator'));
  const office = new Phone(await test.as('office'));
  const ids: string[] = [];
  for (let index = 0; index < COMPANIES; index += 1) ids.push(await office.name(`企業${index}`));
  await office.sync();
  await phone.sync();

  const edit = (on: Phone, id: string, fields: Edit<'accounts'>): Promise<unknown> =>
    writeRecord(on.db, on.author, 'accounts', id, fields);
  for (const [index, id] of ids.entries()) {
    await edit(phone, id, { note: `メモ${index}` });
    // What has begun to be sent takes no further edit in: each of these stays a change of its own.
    for (let round = 1; round < EDITS_OF_EACH; round += 1) {
      await phone.db.outbox.where('recordId').equals(id).modify({ state: 'sending' });
      await edit(phone, id, { note: `メモ${index}の${round}` });
    }
  }
  for (let index = 0; index < NEW_COMPANIES; index += 1) await phone.name(`新しい企業${index}`);
  expect(await phone.db.outbox.count()).toBe(2_000);

  for (let day = 0; day < 31; day += 1) {
    nowMs += DAY_MS;
    for (let index = day; index < COMPANIES; index += 31)
      await edit(
        office,
        ids[index]!,
        index % 2 === 0 ? { note: '事務局のメモ' } : { address: '八戸市内丸一丁目' },
      );
    await office.sync();
  }
  // The sign-in has run out meanwhile.
  await sql`delete from sessions where user_id = ${test.people.coordinator.userId}`.execute(db);
  await expect(phone.sync()).rejects.toThrow('not-signed-in');
  expect(await phone.db.outbox.count()).toBe(2_000);

  phone.signInAs(await test.signIn(test.people.coordinator));
  await phone.sync();
  await office.sync();

  expect(await phone.db.outbox.count()).toBe(0);
  expect(phone.rejected).toEqual([]);
  for (const each of [phone, office]) {
    const accounts = await each.db.accounts.toArray();
    expect(accounts).toHaveLength(COMPANIES + NEW_COMPANIES);
    for (const [index, id] of ids.entries()) {
      const { fields, conflicts } = accounts.find((account) => account.id === id)!;
      expect(fields.note).toBe(`メモ${index}の${EDITS_OF_EACH - 1}`);
      if (index % 2 === 0)
        expect(conflicts.map(({ other }) => other.fields)).toEqual([{ note: '事務局のメモ' }]);
      else expect([fields.address, conflicts]).toEqual(['八戸市内丸一丁目', []]);
    }
  }
  await test.app.close();
}, 120_000);
