import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { BansoDatabase } from '#client/storage/database.ts';
import { newId } from '#client/storage/new-id.ts';
import { runRound } from '#client/sync/sync-round.ts';
import type { RoundResult } from '#client/sync/sync-state.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { makeChange, push } from '#tests/support/fieldwork.ts';

const NOW = '2026-11-20T01:00:00.000Z';

/** The app's whole round and the server, with what goes over the wire between them. */
describeOnBothDatabases('rounds in which nothing happens', (getDatabase) => {
  let test: TestApp;
  let client: TestClient;
  let db: BansoDatabase;
  let asked: string[];
  beforeAll(async () => {
    test = await createTestApp(getDatabase(), { clock: () => Date.parse(NOW) });
    client = await test.as('coordinator');
    const { centreId, userId } = client.person;
    db = new BansoDatabase(centreId, userId, { indexedDB: new IDBFactory(), IDBKeyRange });
    await db.setMeta('deviceId', newId());
  });
  afterAll(() => test.app.close());
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  const round = async (): Promise<RoundResult> => {
    asked = [];
    vi.stubGlobal('navigator', {});
    vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
      const response = await client.request({
        method: (init.method ?? 'GET') as 'GET',
        url,
        headers: init.headers as Record<string, string>,
        ...(typeof init.body === 'string' && { payload: init.body }),
      });
      asked.push(`${url.split('?')[0]} ${response.statusCode}`);
      const headers = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
      return new Response(response.body === '' ? null : response.body, {
        status: response.statusCode,
        headers: headers as [string, string][],
      });
    });
    return runRound({ db, userId: client.person.userId, now: () => NOW }, () => {});
  };
  const idle = ['/api/sync/look 304'];

  it('are one request each, until something does', async () => {
    await round();
    expect(asked).toContain('/api/sync/pull 200');
    await round();
    expect(await round()).toMatchObject({ state: 'idle', outcome: 'done', restSeconds: 300 });
    expect(asked).toEqual(idle);
    await round();
    expect(asked).toEqual(idle);

    const office = await test.as('office');
    const change = makeChange(office, 'accounts', { name: '八戸水産' });
    await push(office, [change]);
    await round();
    expect(asked).toContain('/api/sync/pull 200');
    expect(await db.accounts.get(change.recordId)).toMatchObject({ fields: { name: '八戸水産' } });
    // What it has fetched itself is nothing new.
    await round();
    await round();
    expect(asked).toEqual(idle);
  });

  it('end with the session', async () => {
    const { id } = (await client.request({ method: 'GET', url: '/api/devices' }))
      .json<{ id: string; current: boolean }[]>()
      .find(({ current }) => current)!;
    await client.request({ method: 'DELETE', url: `/api/devices/${id}` });
    expect(await round()).toMatchObject({ state: 'signedOut', isEnded: true });
  });
});
