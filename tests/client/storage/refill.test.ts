import { beforeEach, describe, expect, it, vi } from 'vitest';
import { applyPage, applyPushResults } from '#client/storage/apply-server-state.ts';
import { showInstall } from '#client/storage/device-identity.ts';
import { beginRefill, emptyReplica, takeRefillPage } from '#client/storage/refill.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
import type { PullResponse } from '#protocol/sync.ts';
import { openDevice, NOW, type Device } from '#tests/client/sync/device.ts';
import { acceptanceOf } from '#tests/client/sync/fake-sync-server.ts';

let device: Device;
beforeEach(() => (device = openDevice()));

function company(id: string, revision: number, fields: SyncRecord['fields']): SyncRecord {
  return { collection: 'accounts', id, revision, fields, deletedAt: null, conflicts: [], warnings: [] };
}

function page(records: SyncRecord[], given: Partial<PullResponse> = {}): PullResponse {
  const cursor = records.at(-1)?.revision ?? 0;
  return { epoch: 'one', accessVersion: 1, records, cursor, more: false, serverTime: NOW, ...given };
}

/** Records a company and has the server acknowledge it. */
async function acknowledged(name: string): Promise<string> {
  const id = await device.edit({ name });
  const sent = await device.outbox();
  const results = sent.map(({ change }) => acceptanceOf(change, 1));
  await applyPushResults(device.db, sent, { results, epoch: 'one', serverTime: NOW });
  return id;
}

const fieldsOf = async (id: string): Promise<unknown> => (await device.db.accounts.get(id))?.fields;

it('leaves of an emptied replica what waits to be sent', async () => {
  await applyPage(device.db, page([company('known', 4, { name: 'サーバーの企業' })]));
  const own = await device.edit({ name: '未送信の企業' });
  await device.db.transaction('rw', device.db.recordTables, () => emptyReplica(device.db));
  expect(await device.db.accounts.toArray()).toMatchObject([{ id: own, fields: { name: '未送信の企業' } }]);
  expect(await device.db.getMeta('cursor')).toBe(0);
});

describe('a replica of a restored server', () => {
  it('sends again what was acknowledged, as it was, and shows it meanwhile with all that stood there', async () => {
    const id = await acknowledged('受領済み');
    await applyPage(device.db, page([company(id, 3, { name: '受領済み', phone: '0172' })]));
    const change = (await device.db.ledger.toCollection().first())?.change;
    await beginRefill(device.db, { epoch: 'two', accessVersion: 1 }, { resend: true });
    expect((await device.outbox()).map((entry) => entry.change)).toEqual([change]);
    expect(await device.db.ledger.count()).toBe(0);
    await device.edit({ note: '訪問メモ' }, id);
    expect(await fieldsOf(id)).toEqual({ name: '受領済み', phone: '0172', note: '訪問メモ' });
  });

  it('never shows what was sent again over what was recorded later and taken first, nor is an edit based on it', async () => {
    const id = await acknowledged('はじめの名前');
    await applyPage(device.db, page([company(id, 3, { name: 'はじめの名前' })]));
    await device.edit({ name: 'あとの名前', tags: ['会員'] }, id);
    const later = (await device.outbox()).at(-1)!;
    // One page hears of the restored server and puts back what it had; another is sending what was recorded since.
    await beginRefill(device.db, { epoch: 'two', accessVersion: 1 }, { resend: true });
    const restored = company(id, 2, { name: 'あとの名前', tags: ['会員'] });
    await applyPushResults(device.db, [later], {
      results: [{ ...acceptanceOf(later.change, 2), record: restored } as never],
      epoch: 'two',
      serverTime: NOW,
    });
    expect((await device.outbox()).map(({ deviceSeq }) => deviceSeq)).toEqual([1]);
    expect(await fieldsOf(id)).toEqual({ name: 'あとの名前', tags: ['会員'] });
    await takeRefillPage(device.db, page([restored], { epoch: 'two' }));
    expect(await fieldsOf(id)).toEqual({ name: 'あとの名前', tags: ['会員'] });

    await device.edit({ phone: '0172' }, id);
    expect((await device.outbox()).at(-1)!.change.fields).toEqual({ phone: '0172' });
    expect(await fieldsOf(id)).toEqual({ name: 'あとの名前', tags: ['会員'], phone: '0172' });
  });

  it('says of what is recorded until it is whole that it has seen no more than the old one', async () => {
    await device.db.setMeta('deviceId', 'this-device');
    const id = await acknowledged('受領済み');
    await beginRefill(device.db, { epoch: 'two', accessVersion: 1, shared: 4 }, { resend: true });
    const shown = () =>
      device.db.transaction('rw', device.db.recordTables, async () => (await showInstall(device.db)).shared);
    expect(await shown()).toEqual({ revision: 4, upTo: 1 });
    await device.edit({ note: '一' }, id);
    expect(await shown()).toEqual({ revision: 4, upTo: 2 });
    await device.edit({ name: '別の企業' });
    await takeRefillPage(device.db, page([], { epoch: 'two' }));
    await device.edit({ name: 'あとの企業' });
    expect(await shown()).toEqual({ revision: 4, upTo: 3 });
  });

  it('takes the place of the old one with the last page, what waits on top', async () => {
    const id = await acknowledged('受領済み');
    await applyPage(device.db, page([company('gone', 3, { name: '戻らない' })]));
    await beginRefill(device.db, { epoch: 'two', accessVersion: 1 }, { resend: true });
    await takeRefillPage(device.db, page([company('one', 1, { name: '一' })], { epoch: 'two', more: true }));
    expect(await fieldsOf('one')).toBeUndefined();
    expect(await fieldsOf('gone')).toEqual({ name: '戻らない' });
    await takeRefillPage(device.db, page([company('two', 2, { name: '二' })], { epoch: 'two' }));
    expect(await device.db.accounts.orderBy('id').primaryKeys()).toEqual([id, 'one', 'two'].sort());
    expect(await fieldsOf(id)).toEqual({ name: '受領済み' });
    expect(await device.db.getMeta('cursor')).toBe(2);
    expect(await device.db.getMeta('epoch')).toBe('two');
  });
});

it('keeps what the server took after the last page had been asked for, and the newest of what it told', async () => {
  await beginRefill(device.db, { epoch: 'one', accessVersion: 2 }, { resend: false });
  const id = await device.edit({ name: '乙社' });
  const sent = await device.outbox();
  const taken = company(id, 9, { name: '乙社' });
  await applyPushResults(device.db, sent, {
    results: [{ ...acceptanceOf(sent[0]!.change, 9), record: taken } as never],
    epoch: 'one',
    serverTime: NOW,
  });
  expect(await device.outbox()).toEqual([]);
  const older = company(id, 5, { name: '乙社の前の名前' });
  await takeRefillPage(device.db, page([older, company('two', 6, { name: '二' })], { accessVersion: 2 }));
  expect(await fieldsOf(id)).toEqual({ name: '乙社' });
  expect(await fieldsOf('two')).toEqual({ name: '二' });
});

it('switches in one transaction: what fails half-way leaves the old replica whole', async () => {
  await applyPage(device.db, page([company('old', 3, { name: '旧' })]));
  await beginRefill(device.db, { epoch: 'one', accessVersion: 2 }, { resend: false });
  vi.spyOn(device.db, 'setMeta').mockRejectedValue(new Error('the device is full'));
  const last = page([company('new', 1, { name: '新' })], { accessVersion: 2 });
  await expect(takeRefillPage(device.db, last)).rejects.toThrow('full');
  expect(await fieldsOf('old')).toEqual({ name: '旧' });
  expect(await device.db.getMeta('accessVersion')).toBe(1);
});
