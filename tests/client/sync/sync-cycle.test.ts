import { beforeEach, describe, expect, it } from 'vitest';
import { ApiProblem, Unreachable } from '#client/api/http.ts';
import { runSyncCycle } from '#client/sync/sync-cycle.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
import { NOW, openDevice, type Device } from './device.ts';
import { FakeSyncServer } from './fake-sync-server.ts';

let device: Device;
let server: FakeSyncServer;
beforeEach(async () => {
  device = openDevice();
  await device.db.setMeta('deviceId', device.author.deviceId);
  server = new FakeSyncServer();
});

const sync = (onPage?: (records: number) => void): Promise<void> =>
  runSyncCycle({ db: device.db, server, now: () => NOW }, onPage);

const namesOnDevice = async (): Promise<(string | undefined)[]> =>
  (await device.db.accounts.orderBy('id').toArray()).map(({ fields }) => fields.name);

/** Companies as the server has them; revisions count from one. */
function companies(...names: string[]): SyncRecord[] {
  return names.map((name, index) => ({
    collection: 'accounts',
    id: `company-${index}`,
    revision: index + 1,
    fields: { name },
    deletedAt: null,
    conflicts: [],
    warnings: [],
  }));
}

describe('a round of sync', () => {
  it('sends first, then fetches all pages from where it stood, and notes when it was', async () => {
    await device.edit({ name: '未送信' });
    server.records = companies('一', '二', '三', '四', '五');
    server.pageSize = 2;
    const pages: number[] = [];
    await sync((records) => pages.push(records));
    expect(server.calls).toEqual(['push', 'pull 0', 'pull 2', 'pull 4']);
    expect(pages).toEqual([2, 2, 1]);
    expect(await device.db.accounts.count()).toBe(6);
    expect(await device.db.getMeta('cursor')).toBe(5);
    expect(await device.db.getMeta('lastSyncAt')).toBe(NOW);

    server.calls.length = 0;
    await sync();
    expect(server.calls).toEqual(['pull 5']);
  });

  it('measures by how much its clock differs from the server’s', async () => {
    server.serverTime = new Date(Date.parse(NOW) + 90_000).toISOString();
    await sync();
    // A device that meets the server for the first time has nothing to compare: it asks once.
    expect(server.calls).toEqual(['pull 0']);
    expect(await device.db.getMeta('clockOffsetMs')).toBe(90_000);
  });

  it('keeps the pages that came before the network went, and goes on from there', async () => {
    server.records = companies('一', '二', '三');
    server.pageSize = 2;
    server.failOnPull = (cursor) => (cursor === 2 ? new Unreachable() : undefined);
    await expect(sync()).rejects.toThrow(Unreachable);
    expect(await namesOnDevice()).toEqual(['一', '二']);
    expect(await device.db.getMeta('lastSyncAt')).toBeUndefined();
    server.failOnPull = () => undefined;
    server.calls.length = 0;
    await sync();
    expect(server.calls).toEqual(['pull 2']);
    expect(await namesOnDevice()).toEqual(['一', '二', '三']);
  });

  it('fetches nothing when what waits could not be sent', async () => {
    await device.edit({ name: '未送信' });
    server.failOn = () => new ApiProblem('not-signed-in', '題', 401);
    await expect(sync()).rejects.toThrow();
    expect(server.calls).toEqual(['push']);
  });

  it('cannot be run by a device without an id: its changes could not be told from others', async () => {
    await device.db.meta.delete('deviceId');
    await expect(sync()).rejects.toThrow('no device id');
    expect(server.calls).toEqual([]);
  });
});

describe('receipts', () => {
  it('are kept for ninety days, for the case that the server is restored from a backup', async () => {
    for (const name of ['古い', '新しい', '今日']) await device.edit({ name });
    await sync();
    const daysAgo = (days: number): string => new Date(Date.parse(NOW) - days * 86_400_000).toISOString();
    await device.db.ledger.update(1, { acknowledgedAt: daysAgo(91) });
    await device.db.ledger.update(2, { acknowledgedAt: daysAgo(89) });
    await sync();
    expect((await device.db.ledger.toArray()).map(({ deviceSeq }) => deviceSeq)).toEqual([2, 3]);
  });

  it('put what they are for back on the way when the server was restored and has lost it', async () => {
    const id = await device.edit({ name: '受領済み' });
    await sync();
    server.restoreEmpty('two');
    await sync();
    expect(server.taken.map(({ fields }) => fields['name'])).toEqual(['受領済み']);
    expect(await device.outbox()).toEqual([]);
    expect((await device.db.accounts.get(id))?.fields.name).toBe('受領済み');
    expect(await device.db.getMeta('epoch')).toBe('two');
    // Sent once more, and the server asked once more: what it took is among its records by now.
    expect(server.calls.slice(-4)).toEqual(['pull 0', 'pull 0', 'push', 'pull 0']);
  });
});

describe('a change of role', () => {
  it('drops what came from the server, fetches what may be seen now, and sends nothing again', async () => {
    server.records = companies('一', '二');
    await sync();
    const unsent = await device.edit({ name: '送信済み' });
    await sync();
    server.records = companies('一');
    server.accessVersion = 2;
    server.calls.length = 0;
    await sync();
    expect(server.calls).toEqual(['pull 2', 'pull 0']);
    expect(await namesOnDevice()).toEqual(['一']);
    expect(await device.db.accounts.get(unsent)).toBeUndefined();
    expect(await device.db.ledger.count()).toBe(1);
    expect(await device.db.getMeta('accessVersion')).toBe(2);
  });
});
