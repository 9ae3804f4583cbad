import type { KyselyPlugin } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { LOOK_AGAIN_HEADER, SERVER_TIME_HEADER, writeSeen, type Seen } from '#protocol/sync.ts';
import { getEpoch } from '#server/database/queries/centres.ts';
import { putDocument } from '#server/database/queries/documents.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { makeChange, push } from '#tests/support/fieldwork.ts';
import { pull } from '#tests/support/phone.ts';

const START = Date.parse('2026-11-20T01:00:00.000Z');
const MINUTE = 60_000;

describeOnBothDatabases('a look whether anything has changed', (getDatabase) => {
  let test: TestApp;
  let coordinator: TestClient;
  let statements = 0;
  let nowMs = START;
  const counter: KyselyPlugin = {
    transformQuery: ({ node }) => {
      statements += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  };

  beforeAll(async () => {
    const handle = getDatabase();
    test = await createTestApp({ ...handle, db: handle.db.withPlugin(counter) }, { clock: () => nowMs });
  });
  afterAll(() => test.app.close());
  beforeEach(async () => {
    nowMs = START;
    coordinator = await test.as('coordinator');
  });

  const look = (client: TestClient, tag?: string, query = 'cursor=0') =>
    client.request({
      method: 'GET',
      url: `/api/sync/look?${query}`,
      headers: tag === undefined ? {} : { 'if-none-match': tag },
    });
  const tagOf = async (client: TestClient, query?: string): Promise<string> => {
    const response = await look(client, undefined, query);
    expect(response.statusCode).toBe(200);
    return response.headers.etag as string;
  };
  const expectNoticed = async (tag: string, client = coordinator): Promise<void> => {
    expect((await look(client, tag)).statusCode).toBe(200);
  };

  it('is one answer without a body, of three statements, that says when to look again', async () => {
    const tag = await tagOf(coordinator);
    nowMs += 5 * MINUTE;
    statements = 0;
    const response = await look(coordinator, tag);
    expect(statements).toBeLessThanOrEqual(3);
    expect(statements).toBeGreaterThan(0);
    expect(response.statusCode).toBe(304);
    expect(response.body).toBe('');
    expect(response.headers).toMatchObject({
      [LOOK_AGAIN_HEADER]: '300',
      [SERVER_TIME_HEADER]: '2026-11-20T01:05:00.000Z',
    });
  });

  it('notices what anybody has recorded', async () => {
    const tag = await tagOf(coordinator);
    const office = await test.as('office');
    await push(office, [makeChange(office, 'accounts', { name: '八戸水産' })]);
    await expectNoticed(tag);
  });

  it('notices another document, and one that is gone', async () => {
    const { db } = getDatabase();
    const put = (value: string) =>
      putDocument(db, test.centreId, 'issue-links', { value }, new Date(nowMs).toISOString());
    const none = await tagOf(coordinator);
    await put('a');
    await expectNoticed(none);
    const first = await tagOf(coordinator);
    await put('b');
    await expectNoticed(first);
    await put('a');
    expect((await look(coordinator, first)).statusCode).toBe(304);
    await db.deleteFrom('documents').where('name', '=', 'issue-links').execute();
    await expectNoticed(first);
  });

  it('notices another role, name of the centre, epoch and hour', async () => {
    const person = await test.addPerson('coordinator');
    const client = await test.signIn(person);
    const { db } = getDatabase();
    const tag = await tagOf(client);
    const administrator = await test.as('administrator');
    const url = `/api/people/${person.userId}`;
    await administrator.request({ method: 'PATCH', url, payload: { role: 'manager' } });
    await expectNoticed(tag, client);

    const before = await tagOf(client);
    const { name } = await db.selectFrom('centres').select('name').executeTakeFirstOrThrow();
    await db.updateTable('centres').set({ name: '別の名' }).execute();
    await expectNoticed(before, client);
    await db.updateTable('centres').set({ name }).execute();

    const epoch = await getEpoch(db, test.centreId);
    await db.updateTable('centres').set({ epoch: 'another' }).execute();
    await expectNoticed(before, client);
    await db.updateTable('centres').set({ epoch }).execute();
    expect((await look(client, before)).statusCode).toBe(304);
    nowMs += 60 * MINUTE;
    await expectNoticed(before, client);
  });

  it('notices whose session it is', async () => {
    await expectNoticed(await tagOf(coordinator), await test.as('office'));
  });

  it('tells at once who has left, whose device was signed out, and who is not signed in', async () => {
    const person = await test.addPerson('coordinator');
    const [lost, own] = [await test.signIn(person), await test.signIn(person)];
    const [tagOfLost, tag] = [await tagOf(lost), await tagOf(own)];
    const devices = (await lost.request({ method: 'GET', url: '/api/devices' })).json<
      { id: string; current: boolean }[]
    >();
    const { id } = devices.find(({ current }) => current)!;
    await own.request({ method: 'DELETE', url: `/api/devices/${id}` });
    expect((await look(lost, tagOfLost)).json()).toMatchObject({ status: 401, code: 'device-revoked' });
    expect((await look(own, tag)).statusCode).toBe(304);
    const administrator = await test.as('administrator');
    const url = `/api/people/${person.userId}`;
    await administrator.request({ method: 'PATCH', url, payload: { active: false } });
    expect((await look(own, tag)).json()).toMatchObject({ status: 401 });
    const nobody = await test.app.inject({ method: 'GET', url: '/api/sync/look' });
    expect(nobody.statusCode).toBe(401);
  });

  it('notices that an older state was put back, and a device that is ahead without proof', async () => {
    await push(coordinator, [makeChange(coordinator, 'accounts', { name: '弘前木工' })]);
    const { seen, cursor } = await pull(coordinator, 'cursor=0');
    const query = `cursor=${cursor}&seen=${writeSeen(seen!)}`;
    const tag = await tagOf(coordinator, query);
    expect((await look(coordinator, tag, query)).statusCode).toBe(304);
    const { db } = getDatabase();
    await db
      .updateTable('centres')
      .set({ revision: cursor - 1 })
      .execute();
    const epoch = await getEpoch(db, test.centreId);
    const unproven: Seen = { revision: cursor, proof: 'nothing' };
    const ahead = await look(coordinator, tag, `cursor=0&seen=${writeSeen(unproven)}`);
    expect(ahead.json()).toEqual({ tag: '' });
    expect(await getEpoch(db, test.centreId)).toBe(epoch);
    expect((await look(coordinator, tag, query)).statusCode).toBe(200);
    expect(await getEpoch(db, test.centreId)).not.toBe(epoch);
  });
});
