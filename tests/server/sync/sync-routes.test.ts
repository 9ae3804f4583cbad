import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashJson } from '#domain/canonical/hash.ts';
import { uuidV7 } from '#domain/canonical/uuid.ts';
import type { Change } from '#domain/sync/change.ts';
import type { PullResponse, PushResponse, PushResult } from '#protocol/sync.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';

const random = new SeededRandom(7);
const id = (): string => uuidV7(Date.parse('2026-11-20T00:00:00Z'), (count) => random.bytes(count));
const DEVICE = id();
let sequence = 0;

describeOnBothDatabases('pushing and pulling', (getDatabase) => {
  let test: TestApp;
  let coordinator: TestClient;

  beforeAll(async () => {
    test = await createTestApp(getDatabase());
    coordinator = await test.as('coordinator');
  });
  afterAll(() => test.app.close());

  function change(fields: Change['fields'], by: Partial<Change> = {}): Change {
    sequence += 1;
    return {
      changeId: id(),
      deviceId: DEVICE,
      deviceSeq: sequence,
      madeBy: coordinator.person.userId,
      madeAt: '2026-11-20T01:00:00.000Z',
      collection: 'accounts',
      recordId: id(),
      kind: 'put',
      baseRevision: 0,
      fields,
      ...by,
    };
  }

  async function push(client: TestClient, changes: unknown[]): Promise<PushResult[]> {
    const response = await client.request({
      method: 'POST',
      url: '/api/sync/push',
      payload: { protocol: 1, deviceId: DEVICE, changes },
    });
    expect(response.statusCode).toBe(200);
    return response.json<PushResponse>().results;
  }

  async function pull(client: TestClient, cursor = 0): Promise<PullResponse> {
    const response = await client.request({ method: 'GET', url: `/api/sync/pull?cursor=${cursor}` });
    expect(response.statusCode).toBe(200);
    return response.json<PullResponse>();
  }

  it('neither takes nor gives records in the session of another person than the one whose they are', async () => {
    const office = await test.as('office');
    const { userId } = coordinator.person;
    const made = change({ name: '別のタブ' });
    const asked = [
      {
        method: 'POST',
        url: `/api/sync/push?for=${userId}`,
        payload: { protocol: 1, deviceId: DEVICE, changes: [made] },
      },
      { method: 'GET', url: `/api/sync/pull?cursor=0&for=${userId}` },
    ] as const;
    for (const request of asked) {
      const refused = await office.request(request);
      expect([refused.statusCode, refused.json()]).toMatchObject([401, { code: 'not-signed-in' }]);
      expect((await coordinator.request(request)).statusCode).toBe(200);
    }
  });

  it('answers a change with a receipt whose hash is that of the change', async () => {
    const sent = change({ name: '（株）八戸水産加工', note: '𠮷野さん・①' });
    const [result] = await push(coordinator, [sent]);
    expect(result).toMatchObject({
      status: 'accepted',
      receipt: { changeId: sent.changeId, changeHash: hashJson(sent) },
      record: { id: sent.recordId, fields: { name: '（株）八戸水産加工' } },
    });
  });

  it('gives the stored result when the same change comes again, and writes nothing', async () => {
    const sent = change({ name: '弘前木工' });
    const [first] = await push(coordinator, [sent]);
    const [again] = await push(coordinator, [sent]);
    expect(again).toEqual(first);
  });

  it('refuses another change under a used id, without touching its neighbours', async () => {
    const sent = change({ name: '五所川原製作所' });
    await push(coordinator, [sent]);
    const neighbour = change({ name: '隣の会社' });
    const results = await push(coordinator, [{ ...sent, fields: { name: '別の内容' } }, neighbour]);
    expect(results).toMatchObject([{ status: 'rejected', code: 'change-id-reused' }, { status: 'accepted' }]);
  });

  it('rejects, one by one and with the place of the fault, what cannot be stored', async () => {
    const results = await push(coordinator, [
      change({ name: 5 }),
      change({ name: '壊れた文字 \ud800' }),
      change({ name: 'x', tags: ['not', 'a', 'delta'] }),
      change({ phone: '名前のない企業' }),
      { ...change({ name: 'x' }), recordId: 'no-uuid' },
      'not a change',
      change({ name: '良い企業' }),
    ]);
    expect(results.map((result) => ('code' in result ? result.code : result.status))).toEqual([
      'change-malformed',
      'change-malformed',
      'change-malformed',
      'change-malformed',
      'change-malformed',
      'change-malformed',
      'accepted',
    ]);
    expect(results[0]).toMatchObject({
      errors: [{ pointer: '/fields/name' }],
      title: '記録の形式が正しくありません',
    });
  });

  it.each(['a\0b', 'half \ud800'])(
    'refuses %j wherever it stands, one bad change among good ones',
    async (text) => {
      const good = [change({ name: '良い企業' }), change({ name: '隣の企業' })];
      const bad: [Change, string][] = [
        [change({ name: 'x', note: text }), '/fields/note'],
        [change({ name: 'x', later: { deep: [{ '/': text }] } }), '/fields/later/deep/0/~1'],
        [change({ name: 'x', later: { [text]: 1 } }), '/fields/later'],
        [change({ name: 'x', mergedInto: text }), '/fields/mergedInto'],
        [change({ name: 'x', tags: { add: ['a', text], remove: [] } }), '/fields/tags/add/1'],
        [change({ name: 'x', [`note/${text}`]: 1 }), '/fields'],
        [change({ name: 'x' }, { madeBy: text }), '/madeBy'],
        [change({ name: 'x' }, { deviceId: text }), '/deviceId'],
        [change({ name: 'x' }, { collection: text }), '/collection'],
      ];
      const results = await push(coordinator, [good[0], ...bad.map(([each]) => each), good[1]]);
      expect(results.slice(1, -1).map((result) => ('code' in result ? result.code : result.status))).toEqual(
        bad.map(() => 'change-malformed'),
      );
      for (const [index, [, pointer]] of bad.entries()) {
        const result = results[index + 1]!;
        expect('errors' in result && result.errors?.[0]?.pointer.startsWith(pointer)).toBe(true);
      }
      expect([results[0], results.at(-1)]).toMatchObject([{ status: 'accepted' }, { status: 'accepted' }]);
    },
  );

  it.each([
    ['of a field', '"fields":{"NAME":1,'],
    ['of the change', '"NAME":1,"fields":{'],
    ['within a value', '"fields":{"later":{"deep":[{"NAME":1}]},'],
  ])('keeps or refuses, but never passes over, names that every object has: %s', async (where, written) => {
    for (const name of ['__proto__', 'constructor', 'prototype', 'toString']) {
      const [good, odd] = [change({ name: '良い企業' }), change({ name: 'x' })];
      const payload = JSON.stringify({ protocol: 1, deviceId: good.deviceId, changes: [good, odd] });
      const at = payload.lastIndexOf('"fields":{');
      const body =
        payload.slice(0, at) + written.replace('NAME', name) + payload.slice(at + '"fields":{'.length);
      const response = await coordinator.request({
        method: 'POST',
        url: '/api/sync/push',
        payload: body,
        headers: { 'content-type': 'application/json' },
      });
      const [first, second] = response.json<PushResponse>().results;
      expect(first).toMatchObject({ status: 'accepted' });
      const sent = (JSON.parse(body) as { changes: Change[] }).changes[1]!;
      const outcome =
        second?.status === 'rejected' ? second.code : second?.receipt.changeHash === hashJson(sent as never);
      const isKept =
        where === 'within a value' ? name !== '__proto__' : where === 'of a field' && name === 'toString';
      expect({ name, outcome }).toEqual({ name, outcome: isKept ? true : 'change-malformed' });
    }
  });

  it('lets nobody write in another person’s name but the office, whose import is recorded', async () => {
    const other = test.people.manager.userId;
    const [refused] = await push(coordinator, [change({ name: '代筆' }, { madeBy: other })]);
    expect(refused).toMatchObject({ status: 'rejected', code: 'made-by-other' });
    const imported = change({ name: '代筆' }, { madeBy: coordinator.person.userId });
    const [accepted] = await push(await test.as('office'), [imported]);
    expect(accepted).toMatchObject({ status: 'accepted' });
    const row = await getDatabase()
      .db.selectFrom('changes')
      .select(['made_by', 'imported_by'])
      .where('change_id', '=', imported.changeId)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ made_by: coordinator.person.userId, imported_by: test.people.office.userId });
  });

  it('takes what others made only from people of the centre, at a time that exists, in a shape that ends', async () => {
    const deep = JSON.parse(`${'['.repeat(3000)}1${']'.repeat(3000)}`) as never;
    const office = await test.as('office');
    const results = await push(office, [
      change({ name: '誰でもない人' }, { madeBy: 'nobody' }),
      change({ name: 'x' }, { madeBy: 'no\u0000body' }),
      change({ name: 'x' }, { madeBy: office.person.userId, madeAt: '2026-99-99T99:99:99.999Z' }),
      change({ name: 'x', extra: deep }, { madeBy: office.person.userId }),
      change({ name: '良い企業' }, { madeBy: office.person.userId, deviceId: id() }),
    ]);
    expect(results.map((result) => ('code' in result ? result.code : result.status))).toEqual([
      'change-malformed',
      'change-malformed',
      'change-malformed',
      'change-malformed',
      'accepted',
    ]);
    expect(results[0]).toMatchObject({ errors: [{ pointer: '/madeBy' }] });
  });

  it('keeps fields that it does not know', async () => {
    const sent = change({ name: '未来の項目', favouriteFish: ['ほたて', { size: 3 }] });
    await push(coordinator, [sent]);
    const found = (await pull(coordinator)).records.find((record) => record.id === sent.recordId);
    expect(found?.fields['favouriteFish']).toEqual(['ほたて', { size: 3 }]);
  });

  it('sends a change of a merged account to the account it was merged into', async () => {
    const kept = change({ name: '残る企業' });
    const gone = change({ name: '重複した企業' });
    await push(coordinator, [kept, gone]);
    await push(coordinator, [
      change({ mergedInto: kept.recordId }, { recordId: gone.recordId, baseRevision: 1 }),
    ]);
    const [late] = await push(coordinator, [
      change({ phone: '017-000-0000' }, { recordId: gone.recordId, baseRevision: 1 }),
    ]);
    expect(late).toMatchObject({
      status: 'accepted',
      record: { id: kept.recordId, fields: { phone: '017-000-0000' } },
    });
  });

  it('gives the records after a cursor in the order of their revisions, deleted ones included', async () => {
    const { cursor } = await lastPage();
    const first = change({ name: '一' });
    const second = change({ name: '二' });
    await push(coordinator, [first, second]);
    await push(coordinator, [
      change({}, { kind: 'delete', recordId: first.recordId, baseRevision: cursor + 1 }),
    ]);
    const page = await pull(coordinator, cursor);
    expect(page.records.map((record) => record.id)).toEqual([second.recordId, first.recordId]);
    expect(page.records[1]).toMatchObject({ deletedAt: expect.any(String), fields: { name: '一' } });
    expect((await pull(coordinator, page.cursor)).records).toEqual([]);
  });

  it('makes no revision visible after a higher one while many push at once', async () => {
    const { cursor } = await lastPage();
    const pushes = Array.from({ length: 12 }, (_, index) =>
      push(coordinator, [change({ name: `同時${index}` })]),
    );
    const seen: number[] = [];
    let at = cursor;
    const watch = async (): Promise<void> => {
      const page = await pull(coordinator, at);
      seen.push(...page.records.map(({ revision }) => revision));
      at = page.cursor;
    };
    await Promise.all([...pushes, watch(), watch().then(watch)]);
    await watch();
    const all = (await pull(coordinator, cursor)).records.map(({ revision }) => revision);
    expect(new Set(seen)).toEqual(new Set(all));
    expect(all).toHaveLength(12);
  });

  it('keeps centres apart', async () => {
    const elsewhere = await createTestApp(getDatabase());
    const stranger = await elsewhere.as('coordinator');
    expect((await pull(stranger)).records).toEqual([]);
    await elsewhere.app.close();
  });

  it('answers a newer protocol and an oversized push with their own codes', async () => {
    const newer = await coordinator.request({
      method: 'POST',
      url: '/api/sync/push',
      payload: { protocol: 2, shiny: true },
    });
    expect(newer.json()).toMatchObject({ status: 400, code: 'protocol-version-unsupported' });
    const huge = await coordinator.request({
      method: 'POST',
      url: '/api/sync/push',
      payload: { protocol: 1, deviceId: DEVICE, changes: [{ filling: 'あ'.repeat(500_000) }] },
    });
    expect(huge.json()).toMatchObject({ status: 413, code: 'body-too-large' });
  });

  describe('whatever is sent', () => {
    const almostChange = fc.record(
      {
        changeId: fc.oneof(fc.constant(id()), fc.string()),
        deviceId: fc.constant(DEVICE),
        deviceSeq: fc.oneof(fc.integer(), fc.double()),
        madeBy: fc.oneof(fc.string(), fc.constant('someone')),
        madeAt: fc.oneof(fc.string(), fc.constant('2026-11-20T01:00:00.000Z')),
        collection: fc.oneof(fc.constantFrom('accounts', 'responses', 'visits'), fc.string()),
        recordId: fc.oneof(fc.constant(id()), fc.string()),
        kind: fc.oneof(fc.constantFrom('put', 'delete'), fc.string()),
        baseRevision: fc.oneof(fc.nat(), fc.integer()),
        fields: fc.oneof(
          fc.dictionary(
            fc.oneof(
              fc.constantFrom('name', 'answers/issues', 'tags', '__proto__', 'conflicts/x', 'toString'),
              fc.string(),
            ),
            fc.jsonValue(),
          ),
          fc.jsonValue(),
        ),
      },
      { requiredKeys: [] },
    );

    it('is never answered with a 5xx', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.oneof(almostChange, fc.jsonValue()), { maxLength: 4 }),
          async (changes) => {
            const response = await coordinator.request({
              method: 'POST',
              url: '/api/sync/push',
              payload: { protocol: 1, deviceId: DEVICE, changes },
            });
            expect(response.statusCode).toBeLessThan(500);
          },
        ),
        { seed: 20261120, numRuns: 150 },
      );
    });
  });

  async function lastPage(): Promise<PullResponse> {
    let page = await pull(coordinator);
    while (page.more) page = await pull(coordinator, page.cursor);
    return page;
  }
});
