import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { BansoDatabase } from '#client/storage/database.ts';
import { writeMany, writeNewRecords } from '#client/storage/write-many.ts';
import { writeRecord, type Author } from '#client/storage/write-record.ts';
import { uuidV7 } from '#domain/canonical/uuid.ts';

let db: BansoDatabase;
let author: Author;
let lastId = 0;

const newId = () => {
  lastId += 1;
  const stamp = lastId;
  return uuidV7(stamp, (count) => new Uint8Array(count).fill(stamp % 256));
};

beforeEach(async () => {
  db = new BansoDatabase('centre', `person-${newId()}`);
  author = { userId: 'person', deviceId: newId(), now: () => '2026-11-20T05:30:00.000Z', newId };
  await db.open();
});
afterEach(() => db.delete());

it('leaves the same traces as recording one by one', async () => {
  const fields = { name: '甲社', municipality: 'hachinohe', tags: ['会員'] };
  const [one, many] = [newId(), newId()];
  await writeRecord(db, author, 'accounts', one, fields);
  await writeNewRecords(db, author, 'accounts', [{ id: many, fields }]);

  const [alone, together] = await db.outbox.orderBy('deviceSeq').toArray();
  expect({
    ...together,
    deviceSeq: 0,
    recordId: '',
    change: { ...together!.change, changeId: '', recordId: '', deviceSeq: 0 },
  }).toEqual({
    ...alone,
    deviceSeq: 0,
    recordId: '',
    change: { ...alone!.change, changeId: '', recordId: '', deviceSeq: 0 },
  });
  expect(together!.deviceSeq).toBe(alone!.deviceSeq + 1);
  expect({ ...(await db.accounts.get(many)), id: '' }).toEqual({ ...(await db.accounts.get(one)), id: '' });
  expect({ ...(await db.shadows.get(many)), id: '' }).toEqual({ ...(await db.shadows.get(one)), id: '' });
});

it('goes on counting, so that a later edit folds into the new record', async () => {
  const ids = [newId(), newId(), newId()];
  await writeNewRecords(
    db,
    author,
    'accounts',
    ids.map((id, index) => ({ id, fields: { name: `会社${index}` } })),
  );
  await writeRecord(db, author, 'accounts', ids[1]!, { phone: '0178' });
  const other = newId();
  await writeRecord(db, author, 'accounts', other, { name: '乙社' });

  const outbox = await db.outbox.orderBy('deviceSeq').toArray();
  expect(outbox.map(({ deviceSeq, recordId }) => [deviceSeq, recordId])).toEqual(
    [...ids, other].map((id, index) => [index + 1, id]),
  );
  expect(outbox[1]!.change.fields).toEqual({ name: '会社1', phone: '0178' });
});

it('makes one line of what a list has in a field of one line', async () => {
  await writeMany(db, author, 'accounts', {
    added: [{ id: newId(), fields: { name: '八戸水産\n株式会社' } }],
    edited: [],
  });
  expect(await db.outbox.toArray()).toMatchObject([{ change: { fields: { name: '八戸水産 株式会社' } } }]);
});

it('writes all or nothing', async () => {
  const taken = newId();
  await writeRecord(db, author, 'accounts', taken, { name: '先客' });
  const added = [
    { id: newId(), fields: { name: '甲社' } },
    { id: taken, fields: { name: '同じ番号' } },
  ];
  await expect(writeMany(db, author, 'accounts', { added, edited: [] })).rejects.toThrow();
  const badEdit = {
    added: [{ id: newId(), fields: { name: '乙社' } }],
    edited: [{ id: taken, edit: { name: '\ud800' } }],
  };
  await expect(writeMany(db, author, 'accounts', badEdit)).rejects.toThrow();

  expect((await db.accounts.toArray()).map(({ fields }) => fields.name)).toEqual(['先客']);
  expect(await db.outbox.count()).toBe(1);
  expect(await db.getMeta('deviceSeq')).toBe(1);
});

/** A record as the server gave it, without pending edits. */
async function placeSynced(id: string, fields: object): Promise<void> {
  await db.accounts.put({ id, revision: 7, fields, deletedAt: null, conflicts: [], warnings: [] });
}

it('edits synced records as recording one by one would', async () => {
  const before = { name: '甲社', municipality: 'hachinohe', address: '本町1', tags: ['会員'] };
  const edit = { address: '本町2', tags: ['会員', '重点'], name: '甲社' };
  const [one, many, same] = [newId(), newId(), newId()];
  for (const id of [one, many, same]) await placeSynced(id, before);
  await writeRecord(db, author, 'accounts', one, edit);
  await writeMany(db, author, 'accounts', {
    added: [],
    edited: [
      { id: many, edit },
      { id: same, edit: { name: '甲社' } },
    ],
  });

  const [alone, together, ...rest] = await db.outbox.orderBy('deviceSeq').toArray();
  expect(rest).toEqual([]);
  expect(together!.change).toMatchObject({ recordId: many, baseRevision: 7, fields: alone!.change.fields });
  expect({ ...(await db.accounts.get(many)), id: '' }).toEqual({ ...(await db.accounts.get(one)), id: '' });
  expect({ ...(await db.shadows.get(many))!.record, id: '' }).toEqual({
    ...(await db.shadows.get(one))!.record,
    id: '',
  });
});

it('folds an edit into one that waits, also within the batch', async () => {
  const [waits, synced] = [newId(), newId()];
  await placeSynced(synced, { name: '甲社' });
  await placeSynced(waits, { name: '乙社' });
  await writeRecord(db, author, 'accounts', waits, { phone: '1' });
  const edited = [
    { id: waits, edit: { note: 'い' } },
    { id: synced, edit: { phone: '2' } },
    { id: synced, edit: { note: 'ろ' } },
  ];
  await writeMany(db, author, 'accounts', { added: [], edited });
  expect(
    (await db.outbox.orderBy('deviceSeq').toArray()).map(({ deviceSeq, change }) => [
      deviceSeq,
      change.fields,
    ]),
  ).toEqual([
    [1, { phone: '1', note: 'い' }],
    [2, { phone: '2', note: 'ろ' }],
  ]);
});

it('writes new records and edits together and tells how far it is', async () => {
  const old = newId();
  await writeRecord(db, author, 'accounts', old, { name: '甲社' });
  const added = Array.from({ length: 1200 }, (_, index) => ({
    id: newId(),
    fields: { name: `会社${index}` },
  }));
  const progress: number[] = [];
  await writeMany(db, author, 'accounts', { added, edited: [{ id: old, edit: { phone: '1' } }] }, (done) =>
    progress.push(done),
  );

  expect(await db.accounts.count()).toBe(1201);
  expect(await db.outbox.count()).toBe(1201);
  expect((await db.accounts.get(old))?.fields).toEqual({ name: '甲社', phone: '1' });
  expect(progress).toEqual([300, 600, 900, 1200, 1201]);
});

it('writes edits in steps too, and tells how far it is after what is new', async () => {
  const ids = Array.from({ length: 501 }, () => newId());
  await db.accounts.bulkPut(
    ids.map((id) => ({ id, revision: 7, fields: {}, deletedAt: null, conflicts: [], warnings: [] })),
  );
  const progress: number[] = [];
  const edited = ids.map((id, index) => ({ id, edit: { phone: String(index) } }));
  await writeMany(
    db,
    author,
    'accounts',
    { added: [{ id: newId(), fields: { name: '甲社' } }], edited },
    (done) => progress.push(done),
  );
  expect(progress).toEqual([1, 301, 502]);
  const outbox = await db.outbox.orderBy('deviceSeq').toArray();
  expect(outbox.map(({ deviceSeq }) => deviceSeq)).toEqual(
    Array.from({ length: 502 }, (_, index) => index + 1),
  );
  expect(outbox.at(-1)!.change).toMatchObject({
    deviceSeq: 502,
    recordId: ids.at(-1),
    fields: { phone: '500' },
  });
  expect(await db.getMeta('deviceSeq')).toBe(502);
});

it('goes on counting where the last list ended, also after one that changed nothing', async () => {
  const [one, other, unknown] = [newId(), newId(), newId()];
  await placeSynced(one, { name: '甲社' });
  await placeSynced(other, { name: '乙社' });
  const edited = (id: string, name: string) =>
    writeMany(db, author, 'accounts', { added: [], edited: [{ id, edit: { name } }] });
  await edited(one, '甲社');
  expect(await db.outbox.count()).toBe(0);
  await edited(one, '甲');
  await edited(other, '乙');
  // An edit of what is not on the device makes it, as recording it one by one would.
  await edited(unknown, '丙');
  expect(
    (await db.outbox.orderBy('deviceSeq').toArray()).map(
      ({ deviceSeq, recordId, state, change: { baseRevision, fields } }) => [
        deviceSeq,
        recordId,
        state,
        baseRevision,
        fields,
      ],
    ),
  ).toEqual([
    [1, one, 'pending', 7, { name: '甲' }],
    [2, other, 'pending', 7, { name: '乙' }],
    [3, unknown, 'pending', 0, { name: '丙' }],
  ]);
});

it('writes nothing where the list is empty', async () => {
  const progress: number[] = [];
  await writeMany(db, author, 'accounts', { added: [], edited: [] }, (done) => progress.push(done));
  expect([progress, await db.outbox.count()]).toEqual([[], 0]);
  await writeRecord(db, author, 'accounts', newId(), { name: '甲社' });
  expect((await db.outbox.toArray()).map(({ deviceSeq }) => deviceSeq)).toEqual([1]);
});
