import { beforeEach, describe, expect, it, vi } from 'vitest';
import { applyPage, applyPushResults } from '#client/storage/apply-server-state.ts';
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

it('switches in one transaction: what fails half-way leaves the old replica whole', async () => {
  await applyPage(device.db, page([company('old', 3, { name: '旧' })]));
  await beginRefill(device.db, { epoch: 'one', accessVersion: 2 }, { resend: false });
  vi.spyOn(device.db, 'setMeta').mockRejectedValue(new Error('the device is full'));
  const last = page([company('new', 1, { name: '新' })], { accessVersion: 2 });
  await expect(takeRefillPage(device.db, last)).rejects.toThrow('full');
  expect(await fieldsOf('old')).toEqual({ name: '旧' });
  expect(await device.db.getMeta('accessVersion')).toBe(1);
});
