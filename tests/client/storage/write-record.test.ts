import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { hashJson } from '#domain/canonical/hash.ts';
import { uuidV7 } from '#domain/canonical/uuid.ts';
import { BansoDatabase, type OutboxEntry } from '#client/storage/database.ts';
import { applyPage, applyPushResults } from '#client/storage/apply-server-state.ts';
import {
  deleteRecord,
  retryQuarantined,
  discardQuarantined,
  settleConflict,
  writeRecord,
  type Author,
} from '#client/storage/write-record.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
import type { PushResult } from '#protocol/sync.ts';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';

const NOW = '2026-11-20T01:00:00.000Z';
const random = new SeededRandom(1);
const newId = (): string => uuidV7(Date.parse(NOW), (count) => random.bytes(count));
const author: Author = { userId: 'sato', deviceId: newId(), now: () => NOW, newId };

let db: BansoDatabase;
beforeEach(() => {
  db = new BansoDatabase('centre', 'sato', { indexedDB: new IDBFactory(), IDBKeyRange });
});

const outbox = (): Promise<OutboxEntry[]> => db.outbox.orderBy('deviceSeq').toArray();

function serverRecord(
  id: string,
  revision: number,
  fields: SyncRecord['fields'],
  more: Partial<SyncRecord> = {},
): SyncRecord {
  return {
    collection: 'accounts',
    id,
    revision,
    fields,
    deletedAt: null,
    conflicts: [],
    warnings: [],
    ...more,
  };
}

function page(records: SyncRecord[], cursor = 10): Parameters<typeof applyPage>[1] {
  return { epoch: 'e1', accessVersion: 1, records, cursor, more: false, serverTime: NOW };
}

function rejectionOf({ change }: OutboxEntry): PushResult {
  return { status: 'rejected', changeId: change.changeId, code: 'change-malformed', title: '形式' };
}

function receiptFor({ change }: OutboxEntry, record: SyncRecord): PushResult {
  return {
    status: 'accepted',
    receipt: {
      changeId: change.changeId,
      changeHash: hashJson(change),
      revision: record.revision,
      serverTime: NOW,
    },
    record,
  };
}

async function markSending(): Promise<OutboxEntry[]> {
  await db.outbox.toCollection().modify({ state: 'sending' });
  return outbox();
}

describe('recording an edit', () => {
  it('writes the record and its outbox entry together', async () => {
    const id = newId();
    await writeRecord(db, author, 'accounts', id, { name: '八戸水産加工', tags: ['水産'] });
    expect((await db.accounts.get(id))?.fields).toEqual({ name: '八戸水産加工', tags: ['水産'] });
    expect(await outbox()).toMatchObject([
      {
        state: 'pending',
        change: {
          baseRevision: 0,
          madeBy: 'sato',
          fields: { name: '八戸水産加工', tags: { add: ['水産'], remove: [] } },
        },
      },
    ]);
  });

  it('makes one line of what was pasted into a field of one line, and leaves notes as they are', async () => {
    const id = newId();
    await writeRecord(db, author, 'accounts', id, { name: '八戸水産\t株式会社', note: '一行目\n二行目' });
    const fields = { name: '八戸水産 株式会社', note: '一行目\n二行目' };
    expect((await db.accounts.get(id))?.fields).toEqual(fields);
    expect(await outbox()).toMatchObject([{ change: { fields } }]);
  });

  it('folds what is typed into one change, and leaves no trace of what changes nothing', async () => {
    const id = newId();
    for (const name of ['八', '八戸', '八戸水産', '八戸水産'])
      await writeRecord(db, author, 'accounts', id, { name });
    expect(await outbox()).toMatchObject([{ change: { fields: { name: '八戸水産' } } }]);
  });

  it('never alters a change that has begun to be sent', async () => {
    const id = newId();
    await writeRecord(db, author, 'accounts', id, { name: '一' });
    const [sending] = await markSending();
    await writeRecord(db, author, 'accounts', id, { name: '二' });
    const entries = await outbox();
    expect(entries).toHaveLength(2);
    expect(entries[0]).toEqual(sending);
    expect(entries[1]).toMatchObject({ state: 'pending', change: { fields: { name: '二' } } });
  });

  it('carries the whole of what belongs together', async () => {
    const id = newId();
    await writeRecord(db, author, 'accounts', id, { name: 'x', municipality: 'hachinohe', address: '鮫町1' });
    await markSending();
    await writeRecord(db, author, 'accounts', id, { address: '鮫町2' });
    expect((await outbox())[1]?.change.fields).toEqual({ municipality: 'hachinohe', address: '鮫町2' });
  });

  it('refuses half a character before anything is stored', async () => {
    const id = newId();
    await expect(writeRecord(db, author, 'accounts', id, { name: '壊れた \ud83d' })).rejects.toThrow(
      'lone surrogate',
    );
    expect(await outbox()).toEqual([]);
    expect(await db.accounts.get(id)).toBeUndefined();
  });
});

describe('newer state from the server', () => {
  it('parts the edits before and after it: each says what its person had seen', async () => {
    const id = newId();
    await applyPage(db, page([serverRecord(id, 4, { name: '旧', phone: '1' })]));
    await writeRecord(db, author, 'accounts', id, { phone: '2' });
    await applyPage(db, page([serverRecord(id, 7, { name: '新', phone: '1' })], 11));
    await writeRecord(db, author, 'accounts', id, { name: '新しい' });
    expect(await outbox()).toMatchObject([
      { change: { deviceSeq: 1, baseRevision: 4, fields: { phone: '2' } } },
      { change: { deviceSeq: 2, baseRevision: 7, fields: { name: '新しい' } } },
    ]);
    expect((await outbox())[1]?.change.fields).toEqual({ name: '新しい' });
  });

  it('goes beneath pending edits, which keep the revision they were based on', async () => {
    const id = newId();
    await applyPage(db, page([serverRecord(id, 4, { name: '旧', phone: '1' })]));
    await writeRecord(db, author, 'accounts', id, { phone: '2' });
    await applyPage(db, page([serverRecord(id, 7, { name: '新', phone: '1' })], 11));
    expect(await db.accounts.get(id)).toMatchObject({ revision: 7, fields: { name: '新', phone: '2' } });
    expect(await outbox()).toMatchObject([{ change: { baseRevision: 4 } }]);
  });

  it('does not go back when a page is older than the answer to a push', async () => {
    const id = newId();
    await writeRecord(db, author, 'accounts', id, { name: '新' });
    const sent = await markSending();
    const results = [receiptFor(sent[0]!, serverRecord(id, 9, { name: '新' }))];
    await applyPushResults(db, sent, { results, epoch: 'e1', serverTime: NOW });
    await applyPage(db, page([serverRecord(id, 4, { name: '旧' })]));
    expect((await db.accounts.get(id))?.fields.name).toBe('新');
  });
});

describe('the answer to a push', () => {
  it('moves a change to the ledger only against a receipt with its hash', async () => {
    const [good, bad] = [newId(), newId()];
    await writeRecord(db, author, 'accounts', good, { name: '良' });
    await writeRecord(db, author, 'accounts', bad, { name: '否' });
    const sent = await markSending();
    const results = [
      receiptFor(sent[0]!, serverRecord(good, 1, { name: '良' })),
      receiptFor(sent[0]!, serverRecord(bad, 2, { name: '否' })),
    ];
    await applyPushResults(db, sent, { results, epoch: 'e1', serverTime: NOW });
    expect(await db.ledger.toArray()).toMatchObject([
      { change: { recordId: good }, receipt: { revision: 1 } },
    ]);
    expect(await outbox()).toMatchObject([
      { recordId: bad, state: 'quarantined', reason: { code: 'receipt-mismatch' } },
    ]);
    expect((await db.accounts.get(bad))?.fields.name).toBe('否');
  });

  it('makes the next edit of a quarantined record its correction, with what waited behind it', async () => {
    const id = newId();
    await writeRecord(db, author, 'accounts', id, { name: '良', corporateNumber: 'abc' });
    const sent = await markSending();
    await writeRecord(db, author, 'accounts', id, { note: '後から' });
    const rejection: PushResult = {
      status: 'rejected',
      changeId: sent[0]!.change.changeId,
      code: 'change-malformed',
      title: '形式',
    };
    await applyPushResults(db, sent, { results: [rejection], epoch: 'e1', serverTime: NOW });
    await writeRecord(db, author, 'accounts', id, { corporateNumber: '1234567890123' });
    expect(await outbox()).toMatchObject([
      {
        state: 'pending',
        change: {
          supersedes: sent[0]!.change.changeId,
          fields: { name: '良', note: '後から', corporateNumber: '1234567890123' },
        },
      },
    ]);
  });

  it('keeps the words of a refused edit when the record is then deleted, and sends them again before the deletion', async () => {
    const id = newId();
    await applyPage(db, page([serverRecord(id, 4, { name: '元' })]));
    await writeRecord(db, author, 'accounts', id, { note: '長い聞き取り' });
    const sent = await markSending();
    await applyPushResults(db, sent, { results: [rejectionOf(sent[0]!)], epoch: 'e1', serverTime: NOW });
    await deleteRecord(db, author, 'accounts', id);
    expect(await outbox()).toMatchObject([
      { state: 'quarantined', change: { fields: { note: '長い聞き取り' } } },
      { state: 'pending', change: { kind: 'delete' } },
    ]);
    const [refused] = await outbox();
    await retryQuarantined(db, author, refused!);
    const again = await outbox();
    expect(again).toMatchObject([
      {
        state: 'pending',
        change: { kind: 'put', fields: { note: '長い聞き取り' }, supersedes: refused!.change.changeId },
      },
      { state: 'pending', change: { kind: 'delete', fields: {} } },
    ]);
    expect(again[0]!.deviceSeq).toBeLessThan(again[1]!.deviceSeq);
    expect((await db.accounts.get(id))?.deletedAt).not.toBeNull();
  });

  it('corrects a refused edit behind which a deletion and a revival wait, each in its place', async () => {
    const id = newId();
    await applyPage(db, page([serverRecord(id, 4, { name: '元' })]));
    await writeRecord(db, author, 'accounts', id, { corporateNumber: 'abc' });
    const sent = await markSending();
    await applyPushResults(db, sent, { results: [rejectionOf(sent[0]!)], epoch: 'e1', serverTime: NOW });
    await deleteRecord(db, author, 'accounts', id);
    await writeRecord(db, author, 'accounts', id, { note: '戻す' });
    expect((await outbox()).map(({ change: { kind, fields } }) => [kind, fields])).toEqual([
      ['put', { corporateNumber: 'abc' }],
      ['delete', {}],
      ['put', { note: '戻す' }],
    ]);
    expect(await db.accounts.get(id)).toMatchObject({ deletedAt: null, fields: { note: '戻す' } });
  });

  it('takes no answer in from a server that was restored meanwhile', async () => {
    const id = newId();
    await applyPage(db, page([serverRecord(id, 4, { name: '元' })]));
    await writeRecord(db, author, 'accounts', id, { note: '良' });
    const sent = await markSending();
    const results = [rejectionOf(sent[0]!)];
    expect(await applyPushResults(db, sent, { results, epoch: 'another', serverTime: NOW })).toBe(
      'otherEpoch',
    );
    expect(await outbox()).toEqual(sent);
  });

  it('shows the server’s state again when a quarantined change is discarded', async () => {
    const id = newId();
    await applyPage(db, page([serverRecord(id, 4, { name: '元' })]));
    await writeRecord(db, author, 'accounts', id, { name: '変更' });
    const sent = await markSending();
    const rejection: PushResult = {
      status: 'rejected',
      changeId: sent[0]!.change.changeId,
      code: 'forbidden',
      title: '権限',
    };
    await applyPushResults(db, sent, { results: [rejection], epoch: 'e1', serverTime: NOW });
    await discardQuarantined(db, (await outbox())[0]!);
    expect((await db.accounts.get(id))?.fields.name).toBe('元');
    expect(await db.shadows.count()).toBe(0);
  });
});

it('hides a deleted record and settles a conflict on the device at once', async () => {
  const id = newId();
  const conflict = {
    id: 'c.phone',
    unit: 'phone',
    kept: { fields: { phone: '1' }, madeBy: 'ito', madeAt: NOW },
    other: { fields: { phone: '2' }, madeBy: 'sato', madeAt: NOW },
  };
  await applyPage(db, page([serverRecord(id, 4, { name: 'x', phone: '1' }, { conflicts: [conflict] })]));
  expect(await db.accounts.where('attention').equals(1).count()).toBe(1);
  await settleConflict(db, author, 'accounts', id, 'c.phone', { phone: '2' });
  expect(await db.accounts.get(id)).toMatchObject({ fields: { phone: '2' }, conflicts: [] });
  expect(await db.accounts.where('attention').equals(1).count()).toBe(0);
  await deleteRecord(db, author, 'accounts', id);
  expect((await db.accounts.get(id))?.deletedAt).toBe(NOW);
});
