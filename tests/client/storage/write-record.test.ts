import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { hashJson } from '#domain/canonical/hash.ts';
import { uuidV7 } from '#domain/canonical/uuid.ts';
import { BansoDatabase, type OutboxEntry } from '#client/storage/database.ts';
import { applyPage, applyPushResults } from '#client/storage/apply-server-state.ts';
import { emptyReplica } from '#client/storage/refill.ts';
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

describe('an edit that changes nothing', () => {
  beforeEach(async () => {
    await applyPage(
      db,
      page([serverRecord('a', 4, { name: '甲社', phone: '1', tags: ['会員', '水産'], address: '鮫町1' })]),
    );
  });

  it.each<[string, Parameters<typeof writeRecord<'accounts'>>[4]]>([
    ['the same text', { name: '甲社' }],
    ['the same members in another order', { tags: ['水産', '会員'] }],
    ['clearing what is empty', { note: null }],
    ['nothing at all', {}],
  ])('leaves no trace: %s', async (_what, edit) => {
    await writeRecord(db, author, 'accounts', 'a', edit);
    expect([await outbox(), await db.shadows.count(), await db.getMeta('deviceSeq')]).toEqual([
      [],
      0,
      undefined,
    ]);
  });

  it('says only what changes beside what stays', async () => {
    await writeRecord(db, author, 'accounts', 'a', {
      name: '甲社',
      phone: null,
      tags: ['水産', '冷凍'],
      employeeCount: undefined as never,
    });
    expect((await outbox())[0]?.change.fields).toEqual({
      phone: null,
      tags: { add: ['冷凍'], remove: ['会員'] },
    });
    expect((await db.accounts.get('a'))?.fields).toEqual({
      name: '甲社',
      tags: ['水産', '冷凍'],
      address: '鮫町1',
    });
  });

  it('makes a record all the same where there was none', async () => {
    await writeRecord(db, author, 'accounts', 'new', {});
    expect(await outbox()).toMatchObject([{ recordId: 'new', change: { kind: 'put', baseRevision: 0 } }]);
    expect(await db.accounts.get('new')).toMatchObject({ revision: 0, fields: {} });
  });
});

it('writes one member of a map by its path, alone', async () => {
  const response = { answers: { sector: 'fishery', size: 'e6_10' } };
  await applyPage(db, page([serverRecord('r', 4, response, { collection: 'responses' })]));
  await writeRecord(db, author, 'responses', 'r', { 'answers/size': 'e11_20', 'answers/sector': 'fishery' });
  expect((await outbox())[0]?.change.fields).toEqual({ 'answers/size': 'e11_20' });
  expect((await db.responses.get('r'))?.fields.answers).toEqual({ sector: 'fishery', size: 'e11_20' });
});

describe('deleting', () => {
  it('sends the deletion behind what was typed before, and leaves the words on the device', async () => {
    await writeRecord(db, author, 'accounts', 'a', { name: '甲社' });
    await deleteRecord(db, author, 'accounts', 'a');
    expect(
      (await outbox()).map(({ deviceSeq, change: { kind, fields } }) => [deviceSeq, kind, fields]),
    ).toEqual([
      [1, 'put', { name: '甲社' }],
      [2, 'delete', {}],
    ]);
    expect(await db.accounts.get('a')).toMatchObject({ deletedAt: NOW, fields: { name: '甲社' } });
  });

  it('is done once, and not to a record that is not there', async () => {
    await applyPage(db, page([serverRecord('gone', 4, { name: '甲社' }, { deletedAt: NOW })]));
    await deleteRecord(db, author, 'accounts', 'gone');
    await deleteRecord(db, author, 'accounts', 'unknown');
    expect(await outbox()).toEqual([]);
    expect(await db.accounts.get('unknown')).toBeUndefined();
  });

  it('says which state of the record its person had seen', async () => {
    await applyPage(db, page([serverRecord('a', 4, { name: '甲社' })]));
    await deleteRecord(db, author, 'accounts', 'a');
    expect(await outbox()).toMatchObject([
      { change: { kind: 'delete', baseRevision: 4, madeBy: 'sato', madeAt: NOW } },
    ]);
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

  it('goes beneath all edits that wait, also when the replica is filled afresh', async () => {
    await applyPage(db, page([serverRecord('a', 4, { name: '旧' })]));
    await writeRecord(db, author, 'accounts', 'a', { phone: '1' });
    await markSending();
    await writeRecord(db, author, 'accounts', 'a', { note: '後から' });
    await applyPage(db, page([serverRecord('a', 7, { name: '新' })]));
    expect((await db.accounts.get('a'))?.fields).toEqual({ name: '新', phone: '1', note: '後から' });
    await db.transaction('rw', db.recordTables, () => emptyReplica(db));
    expect((await db.accounts.get('a'))?.fields).toEqual({ phone: '1', note: '後から' });
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

describe('a quarantined change', () => {
  /** An edit that the server has refused, of a record that it has. */
  async function refuse(fields: Parameters<typeof writeRecord<'accounts'>>[4]): Promise<OutboxEntry> {
    await writeRecord(db, author, 'accounts', 'a', fields);
    const sent = await markSending();
    await applyPushResults(db, sent, { results: [rejectionOf(sent[0]!)], epoch: 'e1', serverTime: NOW });
    return (await outbox())[0]!;
  }

  it('says what the server has said, to the field', async () => {
    await writeRecord(db, author, 'accounts', 'a', { name: '甲社' });
    const sent = await markSending();
    const errors = [{ pointer: '/fields/name', message: '長すぎます' }];
    const rejection = { ...rejectionOf(sent[0]!), errors } as PushResult;
    await applyPushResults(db, sent, { results: [rejection], epoch: 'e1', serverTime: NOW });
    expect((await outbox())[0]).toMatchObject({
      state: 'quarantined',
      reason: { code: 'change-malformed', title: '形式', errors },
    });
  });

  it('is sent again as it stands, under a number of its own that says what it stands for', async () => {
    const refused = await refuse({ name: '甲社' });
    await retryQuarantined(db, author, refused);
    const [again] = await outbox();
    expect(again).toMatchObject({
      deviceSeq: 2,
      state: 'pending',
      change: { deviceSeq: 2, fields: { name: '甲社' }, supersedes: refused.change.changeId },
    });
    expect(again).not.toHaveProperty('reason');
    expect(again!.change.changeId).not.toBe(refused.change.changeId);
    // Asked twice, it is sent once.
    await retryQuarantined(db, author, refused);
    expect(await outbox()).toEqual([again]);
  });

  it('is put right by a correction also where a deletion stands between them', async () => {
    await refuse({ name: '甲社', note: '長すぎる' });
    await deleteRecord(db, author, 'accounts', 'a');
    await writeRecord(db, author, 'accounts', 'a', { note: '短い' });
    expect((await outbox()).map(({ state, change: { kind, fields } }) => [state, kind, fields])).toEqual([
      ['pending', 'put', { name: '甲社', note: '短い' }],
      ['pending', 'delete', {}],
      ['pending', 'put', { note: '短い' }],
    ]);
  });

  it('claims to have seen nothing where it is put right when its record is not on the device any more', async () => {
    await applyPage(db, page([serverRecord('a', 4, { name: '元' })]));
    const refused = await refuse({ note: '長すぎる' });
    expect(refused.change.baseRevision).toBe(4);
    await db.transaction('rw', db.recordTables, () => emptyReplica(db));
    // The name that stands on the server is not on the screen.
    await writeRecord(db, author, 'accounts', 'a', { note: '短い', name: '新' });
    expect((await outbox())[0]!.change).toMatchObject({
      baseRevision: 0,
      fields: { note: '短い', name: '新' },
    });
  });

  it('stands for what it supersedes when more is typed into it', async () => {
    const refused = await refuse({ name: '甲社' });
    await retryQuarantined(db, author, refused);
    await writeRecord(db, author, 'accounts', 'a', { phone: '1' });
    expect(await outbox()).toMatchObject([
      { deviceSeq: 2, change: { fields: { name: '甲社', phone: '1' }, supersedes: refused.change.changeId } },
    ]);
  });

  it('leaves nothing when it is given up and the server never had the record', async () => {
    const refused = await refuse({ name: '甲社' });
    await discardQuarantined(db, refused);
    expect(await db.accounts.get('a')).toBeUndefined();
    expect([await outbox(), await db.shadows.count()]).toEqual([[], 0]);
  });

  it('leaves what waits behind it when it is given up', async () => {
    await applyPage(db, page([serverRecord('a', 4, { name: '元', phone: '0' })]));
    await writeRecord(db, author, 'accounts', 'a', { name: '変更' });
    const sent = await markSending();
    await writeRecord(db, author, 'accounts', 'a', { phone: '1' });
    await applyPushResults(db, sent, { results: [rejectionOf(sent[0]!)], epoch: 'e1', serverTime: NOW });
    await discardQuarantined(db, (await outbox())[0]!);
    expect((await db.accounts.get('a'))?.fields).toEqual({ name: '元', phone: '1' });
    expect(await outbox()).toMatchObject([{ deviceSeq: 2, change: { fields: { phone: '1' } } }]);
    // What the server has is still known beneath.
    expect((await db.shadows.get('a'))?.record?.fields).toEqual({ name: '元', phone: '0' });
  });
});

describe('the answer to a push, for records', () => {
  it('takes away what is sent, and puts what was typed meanwhile on top of the new state', async () => {
    await writeRecord(db, author, 'accounts', 'a', { name: '甲社' });
    await writeRecord(db, author, 'accounts', 'b', { name: '乙社' });
    const sent = await markSending();
    await writeRecord(db, author, 'accounts', 'b', { phone: '1' });
    const results = [
      receiptFor(sent[0]!, serverRecord('a', 1, { name: '甲社', note: '同僚から' })),
      receiptFor(sent[1]!, serverRecord('b', 2, { name: '乙社', note: '同僚から' })),
    ];
    expect(await applyPushResults(db, sent, { results, epoch: 'e1', serverTime: NOW })).toBe('taken');
    expect(await db.accounts.get('a')).toMatchObject({
      revision: 1,
      fields: { name: '甲社', note: '同僚から' },
    });
    expect(await db.accounts.get('b')).toMatchObject({
      revision: 2,
      fields: { name: '乙社', note: '同僚から', phone: '1' },
    });
    expect((await db.shadows.toArray()).map(({ id }) => id)).toEqual(['b']);
    expect(await db.ledger.toArray()).toMatchObject([
      { deviceSeq: 1, change: sent[0]!.change, acknowledgedAt: NOW, receipt: { revision: 1 } },
      { deviceSeq: 2, change: sent[1]!.change },
    ]);
  });

  it('leaves waiting what has no answer', async () => {
    await writeRecord(db, author, 'accounts', 'a', { name: '甲社' });
    await writeRecord(db, author, 'accounts', 'b', { name: '乙社' });
    const sent = await markSending();
    const results = [receiptFor(sent[0]!, serverRecord('a', 1, { name: '甲社' }))];
    await applyPushResults(db, sent, { results, epoch: 'e1', serverTime: NOW });
    expect(await outbox()).toEqual([sent[1]]);
  });

  it('makes a device that sent before it ever fetched notice a server that is restored later', async () => {
    await writeRecord(db, author, 'accounts', 'a', { name: '甲社' });
    const sent = await markSending();
    const results = [receiptFor(sent[0]!, serverRecord('a', 1, { name: '甲社' }))];
    await applyPushResults(db, sent, { results, epoch: 'e1', serverTime: NOW });
    expect(await db.getMeta('epoch')).toBe('e1');
    expect(await applyPushResults(db, [], { results: [], epoch: 'e2', serverTime: NOW })).toBe('otherEpoch');
  });

  it('to a company that was merged shows the other, and nothing of the one that there is no longer', async () => {
    await applyPage(db, page([serverRecord('kept', 3, { name: '残る会社' })]));
    await writeRecord(db, author, 'accounts', 'merged', { name: '消えた会社' });
    const sent = await markSending();
    const results = [receiptFor(sent[0]!, serverRecord('kept', 9, { name: '残る会社', note: '併合' }))];
    await applyPushResults(db, sent, { results, epoch: 'e1', serverTime: NOW });
    expect(await db.accounts.get('merged')).toBeUndefined();
    expect((await db.accounts.get('kept'))?.fields).toEqual({ name: '残る会社', note: '併合' });
    expect([await outbox(), await db.shadows.count()]).toEqual([[], 0]);
  });

  it('to a company that was merged leaves what waits of it, and what the server had of it', async () => {
    await applyPage(db, page([serverRecord('merged', 2, { name: '消えた会社' })]));
    await writeRecord(db, author, 'accounts', 'merged', { phone: '1' });
    const sent = await markSending();
    await writeRecord(db, author, 'accounts', 'merged', { note: '後から' });
    const results = [receiptFor(sent[0]!, serverRecord('kept', 9, { name: '残る会社', phone: '1' }))];
    await applyPushResults(db, sent, { results, epoch: 'e1', serverTime: NOW });
    expect((await db.accounts.get('merged'))?.fields).toEqual({ name: '消えた会社', note: '後から' });
    expect((await db.shadows.get('merged'))?.record?.fields).toEqual({ name: '消えた会社' });
    expect((await db.accounts.get('kept'))?.fields).toEqual({ name: '残る会社', phone: '1' });
  });

  it('to a company that was merged keeps what the server had of it, though two tabs hear the answer', async () => {
    await applyPage(db, page([serverRecord('merged', 2, { name: '消えた会社' })]));
    await writeRecord(db, author, 'accounts', 'merged', { phone: '1' });
    const sent = await markSending();
    const results = [receiptFor(sent[0]!, serverRecord('kept', 9, { name: '残る会社', phone: '1' }))];
    for (let tab = 1; tab <= 2; tab += 1) {
      await applyPushResults(db, sent, { results, epoch: 'e1', serverTime: NOW });
      expect((await db.accounts.get('merged'))?.fields).toEqual({ name: '消えた会社' });
    }
  });
});

describe('a page', () => {
  it('is taken in with the place where it ends, the server that it is from and the role it is for', async () => {
    await applyPage(
      db,
      page([serverRecord('a', 4, { name: '甲社' }), serverRecord('b', 5, { name: '乙社' })], 5),
    );
    expect((await db.accounts.toArray()).map(({ fields }) => fields.name)).toEqual(['甲社', '乙社']);
    expect([
      await db.getMeta('cursor'),
      await db.getMeta('epoch'),
      await db.getMeta('accessVersion'),
    ]).toEqual([5, 'e1', 1]);
  });

  it('holds records of any collection, and passes over one that this app does not know', async () => {
    await applyPage(
      db,
      page([
        serverRecord('v', 4, { notes: '聞き取り' }, { collection: 'visits' }),
        serverRecord('w', 5, { rain: 3 }, { collection: 'weather' }),
        serverRecord('c', 6, {}, { collection: 'constructor' }),
        serverRecord('a', 7, { name: '甲社' }),
      ]),
    );
    expect((await db.visits.get('v'))?.fields).toEqual({ notes: '聞き取り' });
    expect((await db.accounts.get('a'))?.fields).toEqual({ name: '甲社' });
  });

  it('that is older than what is known beneath a pending edit goes no step back', async () => {
    await applyPage(db, page([serverRecord('a', 7, { name: '新', phone: '0' })]));
    await writeRecord(db, author, 'accounts', 'a', { phone: '1' });
    await applyPage(db, page([serverRecord('a', 4, { name: '旧', phone: '0' })]));
    expect(await db.accounts.get('a')).toMatchObject({ revision: 7, fields: { name: '新', phone: '1' } });
    await applyPage(db, page([serverRecord('a', 8, { name: '最新', phone: '0' })]));
    expect(await db.accounts.get('a')).toMatchObject({ revision: 8, fields: { name: '最新', phone: '1' } });
  });

  it('that an answer has overtaken goes back for no record, and forward for the others', async () => {
    for (const id of ['a', 'b']) await writeRecord(db, author, 'accounts', id, { name: '新' });
    const sent = await markSending();
    const results = [
      receiptFor(sent[0]!, serverRecord('a', 9, { name: '新' })),
      receiptFor(sent[1]!, serverRecord('b', 6, { name: '新' })),
    ];
    await applyPushResults(db, sent, { results, epoch: 'e1', serverTime: NOW });
    // An answer of before does not make the newer one forgotten.
    await applyPushResults(db, [], { results: [], epoch: 'e1', serverTime: NOW });
    await applyPage(
      db,
      page([
        serverRecord('a', 8, { name: '旧' }),
        serverRecord('b', 7, { name: '同僚' }),
        serverRecord('c', 5, { name: '初めて' }),
        serverRecord('d', 12, { name: '後' }),
      ]),
    );
    expect((await db.accounts.orderBy('id').toArray()).map(({ fields }) => fields.name)).toEqual([
      '新',
      '同僚',
      '初めて',
      '後',
    ]);
  });

  it('that has overtaken an answer in another tab stands, with and without what waited', async () => {
    await writeRecord(db, author, 'accounts', 'a', { name: '自分' });
    const sent = await markSending();
    await writeRecord(db, author, 'accounts', 'b', { phone: '1' });
    await applyPage(db, {
      ...page([serverRecord('a', 9, { name: '同僚' }), serverRecord('b', 8, { name: '乙' })]),
      cursor: 9,
    });
    const answer = (): Promise<unknown> =>
      applyPushResults(db, sent, {
        results: [receiptFor(sent[0]!, serverRecord('a', 4, { name: '自分' }))],
        epoch: 'e1',
        serverTime: NOW,
      });
    // The late answer takes the edit out of the outbox, and what the page said beneath it comes to light.
    await answer();
    expect(await db.accounts.get('a')).toMatchObject({ revision: 9, fields: { name: '同僚' } });
    expect((await db.outbox.toArray()).map(({ recordId }) => recordId)).toEqual(['b']);
    // The same request answered once more finds nothing that waits.
    await answer();
    expect(await db.accounts.get('a')).toMatchObject({ revision: 9, fields: { name: '同僚' } });
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
