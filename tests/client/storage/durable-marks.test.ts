import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { BansoDatabase } from '#client/storage/database.ts';
import { isDurable, markDurable } from '#client/storage/durable-marks.ts';

let db: BansoDatabase;
beforeEach(() => {
  db = new BansoDatabase('centre', 'sato', { indexedDB: new IDBFactory(), IDBKeyRange });
});

const isKept = (pageId: string, recordId: string, seq: number): Promise<boolean> =>
  isDurable(db, { collection: 'visits', pageId, recordId, seq, edit: {} });

describe('what a page wrote down before the browser crashed', () => {
  it('is unsaved text as long as nothing says otherwise', async () => {
    expect(await isKept('page', 'v', 1)).toBe(false);
  });

  it('is durable up to the edit that was marked, for the same record of the same page alone', async () => {
    await markDurable(db, { pageId: 'page', recordId: 'v', seq: 5 });
    expect([await isKept('page', 'v', 4), await isKept('page', 'v', 5)]).toEqual([true, true]);
    expect(await isKept('page', 'v', 6)).toBe(false);
    expect(await isKept('page', 'other', 5)).toBe(false);
    expect(await isKept('other', 'v', 5)).toBe(false);
  });

  it('is marked for each record and page by itself, the newest mark counting', async () => {
    await markDurable(db, { pageId: 'page', recordId: 'v', seq: 1 });
    await markDurable(db, { pageId: 'page', recordId: 'w', seq: 2 });
    await markDurable(db, { pageId: 'other', recordId: 'v', seq: 3 });
    await markDurable(db, { pageId: 'page', recordId: 'v', seq: 4 });
    expect(await isKept('page', 'v', 4)).toBe(true);
    expect(await isKept('page', 'w', 2)).toBe(true);
    expect([await isKept('other', 'v', 3), await isKept('other', 'v', 4)]).toEqual([true, false]);
    expect(await db.getMeta('durableMarks')).toHaveLength(3);
  });

  it('is remembered for the last fifty records: a crash brings back seconds, not days', async () => {
    for (let count = 1; count <= 51; count += 1)
      await markDurable(db, { pageId: 'page', recordId: `v${count}`, seq: count });
    expect(await isKept('page', 'v1', 1)).toBe(false);
    expect([await isKept('page', 'v2', 2), await isKept('page', 'v51', 51)]).toEqual([true, true]);
  });
});
