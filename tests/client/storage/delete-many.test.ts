import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import { BansoDatabase } from '#client/storage/database.ts';
import { deleteMany } from '#client/storage/write-many.ts';
import { deleteRecord, writeRecord, type Author } from '#client/storage/write-record.ts';

let ids = 0;
const author: Author = {
  userId: 'sato',
  deviceId: 'device',
  now: () => '2026-11-20T05:30:00.000Z',
  newId: () => `change-${(ids += 1)}`,
};

/** Records of every kind that a device has: with and without edits that wait, deleted ones, unknown ones. */
async function filled(): Promise<BansoDatabase> {
  ids = 0;
  const db = new BansoDatabase('centre', 'sato', { indexedDB: new IDBFactory(), IDBKeyRange });
  const server = { deletedAt: null, conflicts: [], warnings: [] };
  for (const id of ['sent', 'edited', 'deleted'])
    await db.accounts.put({ id, revision: 3, fields: { name: id }, ...server });
  await writeRecord(db, author, 'accounts', 'edited', { phone: '1' });
  await writeRecord(db, author, 'accounts', 'new', { name: '新' });
  await deleteRecord(db, author, 'accounts', 'deleted');
  return db;
}
const stateOf = async (db: BansoDatabase) => ({
  accounts: await db.accounts.toArray(),
  outbox: await db.outbox.toArray(),
  shadows: await db.shadows.toArray(),
  deviceSeq: await db.getMeta('deviceSeq'),
});

it('leaves the device as deleting one by one does', async () => {
  const wanted = ['sent', 'edited', 'new', 'deleted', 'unknown'];
  const oneByOne = await filled();
  for (const id of wanted) await deleteRecord(oneByOne, author, 'accounts', id);
  const together = await filled();
  const told: number[] = [];
  await deleteMany(together, author, 'accounts', wanted, (done) => told.push(done));
  expect(await stateOf(together)).toEqual(await stateOf(oneByOne));
  expect((await together.accounts.toArray()).every(({ deletedAt }) => deletedAt !== null)).toBe(true);
  expect(told).toEqual([5]);
});
