import { beforeEach, describe, expect, it, vi } from 'vitest';
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

  it('shows with each page what the one before has proven, and keeps the highest', async () => {
    server.records = companies('一', '二', '三');
    server.pageSize = 1;
    const answer = server.pull.bind(server);
    const pull = vi.spyOn(server, 'pull').mockImplementation(async (cursor) => {
      const page = await answer(cursor);
      return { ...page, seen: { revision: page.cursor, proof: `proof-${page.cursor}` } };
    });
    await sync();
    const shown = pull.mock.calls.map((call) => (call as unknown[])[2]);
    expect(shown).toEqual([undefined, { revision: 1, proof: 'proof-1' }, { revision: 2, proof: 'proof-2' }]);
    expect(await device.db.getMeta('seen')).toEqual({ revision: 3, proof: 'proof-3' });
  });

  it('tells once before and once after sending what waits, what was refused included', async () => {
    const [refused] = [await device.edit({ name: '断られた' })];
    await device.edit({ name: '未送信' });
    await device.quarantine(refused!);
    const { deviceId } = device.author;
    server.records = companies('一', '二');
    server.pageSize = 1;
    const [push, pull] = [vi.spyOn(server, 'push'), vi.spyOn(server, 'pull')];
    await sync();
    expect(push.mock.calls.map((call) => (call as unknown[])[3])).toEqual([
      { deviceId, unsent: 2, since: NOW },
    ]);
    expect(pull.mock.calls.map((call) => (call as unknown[])[3])).toEqual([
      { deviceId, unsent: 1, since: NOW },
      undefined,
    ]);
  });

  it('measures by how much its clock differs from the server’s', async () => {
    server.serverTime = new Date(Date.parse(NOW) + 90_000).toISOString();
    await sync();
    // A device that meets the server for the first time has nothing to compare: it asks once.
    expect(server.calls).toEqual(['pull 0']);
    expect(await device.db.getMeta('clockOffsetMs')).toBe(90_000);
    expect(await device.db.getMeta('lastServerTime')).toBe(server.serverTime);
    server.serverTime = new Date(Date.parse(NOW) - 500).toISOString();
    await sync();
    expect(await device.db.getMeta('clockOffsetMs')).toBe(-500);
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
    await device.edit({ name: '一' });
    await device.db.meta.delete('deviceId');
    await expect(sync()).rejects.toThrow('no device id');
    expect(server.calls).toEqual([]);
  });
});

describe('an app that was updated', () => {
  const KNOWN = [
    'accounts.2',
    'contacts.1',
    'visits.2',
    'responses.2',
    'leads.2',
    'referrals.3',
    'nextSteps.1',
    'attachments.2',
    'savedTables.1',
    'weightings.2',
    'codingFrames.1',
    'codings.1',
    'exports.1',
    'decisions.2',
    'meetings.2',
    'establishmentCounts.1',
    'consents.1',
    'partners.1',
  ];

  it('fetches all from the beginning when it knows more than the one that filled the device', async () => {
    server.records = companies('一', '二');
    await sync();
    expect(await device.db.getMeta('knownCollections')).toEqual(KNOWN);
    await device.db.setMeta('knownCollections', KNOWN.slice(1));
    server.calls.length = 0;
    await sync();
    await sync();
    expect(server.calls).toEqual(['pull 0', 'pull 2']);
    expect(await device.db.getMeta('knownCollections')).toEqual(KNOWN);
    expect(await namesOnDevice()).toEqual(['一', '二']);
  });

  it('goes on from where it stood when it knows less, or the same', async () => {
    server.records = companies('一');
    await sync();
    await device.db.setMeta('knownCollections', [...KNOWN, 'weather.1']);
    server.calls.length = 0;
    await sync();
    expect(server.calls).toEqual(['pull 1']);
  });
});

it('leaves nothing unheard when a page cannot be written while the next one fails to come', async () => {
  server.records = companies('一', '二', '三');
  // The device finds no place for a record without an id.
  server.records[0]!.id = undefined as never;
  server.pageSize = 2;
  server.failOnPull = (cursor) => (cursor === 2 ? new Unreachable() : undefined);
  const unheard = vi.fn<() => void>();
  process.on('unhandledRejection', unheard);
  await expect(sync()).rejects.toThrow('DataError');
  await new Promise((resolve) => setTimeout(resolve));
  process.off('unhandledRejection', unheard);
  expect(unheard).not.toHaveBeenCalled();
  // A page is taken in whole or not at all.
  expect([await namesOnDevice(), await device.db.getMeta('cursor')]).toEqual([[], 0]);
});

describe('receipts', () => {
  const inDays = (days: number): string => new Date(Date.parse(NOW) + days * 86_400_000).toISOString();
  const kept = async (): Promise<number[]> =>
    (await device.db.ledger.toArray()).map((each) => each.deviceSeq);

  it('are kept for ninety days of the server, for the case that it is restored from a backup', async () => {
    for (const [index, day] of [0, 2, 60].entries()) {
      server.serverTime = inDays(day);
      await device.edit({ name: `会社${index}` });
      await sync();
    }
    server.serverTime = inDays(91);
    await sync();
    expect(await kept()).toEqual([2, 3]);
  });

  it.each([
    ['a year ahead', 365],
    ['years behind', -3650],
  ])('are kept although the device’s clock is %s', async (_how, days) => {
    await device.edit({ name: '受領済み' });
    await sync();
    await runSyncCycle({ db: device.db, server, now: () => inDays(days) });
    expect(await kept()).toEqual([1]);
  });

  it('that an earlier version dated by a wrong clock are kept by the server’s time that they carry', async () => {
    await device.edit({ name: '受領済み' });
    await sync();
    await device.db.ledger.update(1, { acknowledgedAt: inDays(-400) });
    await sync();
    expect(await kept()).toEqual([1]);
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
  it('replaces what came from the server by what may be seen now, and sends nothing again', async () => {
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

describe.each<[string, () => void, expected: string[]]>([
  ['a change of role', () => (server.accessVersion = 2), ['一', '二', '五']],
  ['another role under the same number', () => (server.role = 'manager'), ['一', '二', '五']],
  ['a restored server', () => (server.epoch = 'two'), ['一', '二', '五']],
])('after %s on a bad network', (_what, happens, expected) => {
  beforeEach(async () => {
    server.records = companies('一', '二', '三', '四');
    await sync();
    server.records = companies('一', '二', '五');
    server.pageSize = 2;
    happens();
    server.failOnPull = (cursor) => (cursor === 2 ? new Unreachable() : undefined);
    await sync().catch(() => {});
  });

  it('everything stays readable until the new replica is whole, which goes on where it stopped', async () => {
    expect(await namesOnDevice()).toEqual(['一', '二', '三', '四']);
    await expect(sync()).rejects.toThrow(Unreachable);
    expect(await namesOnDevice()).toEqual(['一', '二', '三', '四']);
    server.failOnPull = () => undefined;
    server.calls.length = 0;
    await sync();
    expect(server.calls).toEqual(['pull 2']);
    expect(await namesOnDevice()).toEqual(expected);
    expect(await device.db.arriving.count()).toBe(0);
    server.calls.length = 0;
    await sync();
    expect(server.calls).toEqual(['pull 3']);
  });

  it('what is recorded meanwhile goes up, and is there afterwards', async () => {
    const edited = await device.edit({ phone: '0172' }, 'company-0');
    await expect(sync()).rejects.toThrow(Unreachable);
    expect(server.taken.map(({ recordId }) => recordId)).toEqual([edited]);
    expect(await device.db.accounts.get(edited)).toMatchObject({ fields: { phone: '0172' } });
    server.failOnPull = () => undefined;
    const [first] = companies('一');
    server.records = [...server.records, { ...first!, revision: 4, fields: { name: '一', phone: '0172' } }];
    await sync();
    expect(await device.db.accounts.get(edited)).toMatchObject({ fields: { name: '一', phone: '0172' } });
  });

  it('begins once more when things change once more', async () => {
    server.failOnPull = () => undefined;
    server.accessVersion = 3;
    server.records = companies('六');
    server.calls.length = 0;
    await sync();
    expect(server.calls).toEqual(['pull 2', 'pull 0']);
    expect(await namesOnDevice()).toEqual(['六']);
  });
});

describe('a page that comes after another tab has gone on', () => {
  /** The page is on its way while another tab does something. */
  function meanwhile(happens: () => Promise<unknown>): void {
    const pull = server.pull.bind(server);
    vi.spyOn(server, 'pull').mockImplementationOnce(async (cursor) => {
      const page = await pull(cursor);
      await happens();
      return page;
    });
  }

  it('is not written after what that tab has fetched', async () => {
    server.records = companies('一', '二');
    const pages: number[] = [];
    meanwhile(() => device.db.setMeta('cursor', 7));
    await sync((records) => pages.push(records));
    expect(await namesOnDevice()).toEqual([]);
    expect(await device.db.getMeta('cursor')).toBe(7);
    expect(pages).toEqual([]);
  });

  it.each([
    ['a new epoch', 'epoch', 'two'],
    ['another access', 'accessVersion', 2],
    ['another role', 'role', 'manager'],
  ] as const)('is not written into a replica of %s', async (_what, key, value) => {
    server.records = companies('一');
    await sync();
    server.records = companies('一', '二');
    // Between the look at the page and the writing of it.
    const transaction = device.db.transaction.bind(device.db) as (...given: unknown[]) => Promise<unknown>;
    meanwhile(async () => {
      vi.spyOn(device.db, 'transaction').mockImplementationOnce(((...given: unknown[]) =>
        device.db.setMeta(key, value).then(() => transaction(...given))) as never);
    });
    await sync();
    expect(await namesOnDevice()).toEqual(['一']);
  });
});

it('fetches a replica that is being filled from its beginning when the app has learnt a collection', async () => {
  server.records = companies('一', '二', '三', '四');
  server.pageSize = 2;
  await device.db.setMeta('epoch', 'one');
  await device.db.setMeta('accessVersion', 1);
  await device.db.setMeta('refill', { epoch: 'one', accessVersion: 1, cursor: 2 });
  await device.db.setMeta('knownCollections', ['accounts.2']);
  await sync();
  expect(server.calls).toEqual(['pull 0', 'pull 2']);
  expect(await namesOnDevice()).toEqual(['一', '二', '三', '四']);
});
