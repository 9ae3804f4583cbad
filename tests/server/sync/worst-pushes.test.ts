import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json } from '#domain/canonical/json.ts';
import type { Change } from '#domain/sync/change.ts';
import { MAX_PUSH_BYTES, type PushResponse } from '#protocol/sync.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { makeChange } from '#tests/support/fieldwork.ts';

/** Of computing, for nobody else is answered meanwhile; however busy the machine is. */
const MOST_MS = 2_500;

const numbered = (count: number, name: (index: number) => string, value: Json): Record<string, Json> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [name(index), value]));
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const ONE_RECORD = '01a1fb38-0000-7000-8000-00000000e001';

type Shape = (client: TestClient) => Change[];

/** One push each of at most 1 MiB that asks for as much work as it can. */
const SHAPES: Record<string, Shape> = {
  'one change with 16,000 unknown fields': (client) => [
    makeChange(client, 'accounts', { name: 'x', ...numbered(16_000, (index) => `f${index}`, 1) }),
  ],
  'one change with as many fields as it may have': (client) => [
    makeChange(client, 'accounts', {
      name: 'x',
      ...numbered(1_999, (index) => `f${index}`, 'x'.repeat(480)),
    }),
  ],
  'two hundred changes of one record with 80 new fields each': (client) =>
    times(200, (change) =>
      makeChange(
        client,
        'accounts',
        { name: 'x', ...numbered(80, (index) => `f${change}x${index}`, 'x'.repeat(30)) },
        { recordId: ONE_RECORD },
      ),
    ),
  'sets with as many members as fit': (client) =>
    times(20, () =>
      makeChange(
        client,
        'accounts',
        { name: 'x', tags: { add: times(4_000, (index) => `t${index}`), remove: [] } },
        { recordId: ONE_RECORD },
      ),
    ),
  'sets of one record, a thousand members added and another removed by each change': (client) =>
    times(55, (change) =>
      makeChange(
        client,
        'accounts',
        {
          name: 'x',
          tags: {
            add: times(1_000, (index) => `${change}x${index}`),
            remove: times(1_000, (index) => `${change - 1}x${index}`),
          },
        },
        { recordId: ONE_RECORD },
      ),
    ),
  'half a million numbers in one value': (client) => [
    makeChange(client, 'accounts', { name: 'x', later: times(500_000, () => 0) }),
  ],
  'values that all conflict': (client) =>
    times(200, (index) =>
      makeChange(
        client,
        'accounts',
        { name: `x${index}`, note: `${index}${'n'.repeat(4_500)}` },
        { recordId: ONE_RECORD, deviceId: `01a1fb38-0000-7000-8000-${String(index).padStart(12, '0')}` },
      ),
    ),
  'a correction of everything in a submitted response': (client) => {
    const at = '2026-11-20T01:00:00.000Z';
    const response = makeChange(client, 'responses', {
      surveyId: 's',
      questionnaireId: 'q',
      questionnaireRevision: 1,
      channel: 'visit',
      startedAt: at,
      submittedAt: at,
      disposition: 'complete',
      ...numbered(900, (index) => `answers/i${index}`, 'a'),
    });
    const by = client.person.userId;
    const corrections = times(900, (index) => [
      [`answers/i${index}`, 'b'],
      [
        `corrections/01a1fb38-0000-7000-8000-${String(index).padStart(12, '0')}`,
        { code: `i${index}`, oldValue: 'a', by, at, reason: 'r' },
      ],
    ]).flat() as [string, Json][];
    return [
      response,
      makeChange(client, 'responses', Object.fromEntries(corrections), {
        recordId: response.recordId,
        baseRevision: 1,
      }),
    ];
  },
  'conflicts settled that are not there': (client) => [
    makeChange(client, 'accounts', { name: 'x', ...numbered(1_900, (index) => `conflicts/c${index}`, true) }),
  ],
  'the deepest nesting there may be': (client) => {
    const deep = (levels: number): Json =>
      levels === 0 ? times(300, () => 'x') : [deep(levels - 1), deep(0)];
    return [makeChange(client, 'accounts', { name: 'x', ...numbered(25, (index) => `f${index}`, deep(27)) })];
  },
  'two hundred edits and deletions of one large record': (client) =>
    times(200, (index) =>
      makeChange(client, 'accounts', index % 2 ? {} : { name: 'x', [`f${index}`]: 'x'.repeat(9_000) }, {
        recordId: ONE_RECORD,
        kind: index % 2 ? 'delete' : 'put',
      }),
    ),
};

describeOnBothDatabases('a push of the worst shape', (getDatabase) => {
  let test: TestApp;
  let client: TestClient;
  beforeAll(async () => {
    test = await createTestApp(getDatabase());
    client = await test.as('coordinator');
  });
  afterAll(() => test.app.close());

  it.each(Object.keys(SHAPES))('takes little time: %s', async (name) => {
    // Each shape a centre of its own would be slow: one record that all of them know has grown meanwhile.
    const changes = SHAPES[name]!(client);
    const payload = JSON.stringify({ protocol: 1, deviceId: changes[0]!.deviceId, changes });
    expect(payload.length).toBeLessThanOrEqual(MAX_PUSH_BYTES);
    const before = process.cpuUsage();
    const response = await client.request({
      method: 'POST',
      url: '/api/sync/push',
      headers: { 'content-type': 'application/json' },
      payload,
    });
    const { user, system } = process.cpuUsage(before);
    const tookMs = (user + system) / 1000;
    expect([200, 413]).toContain(response.statusCode);
    expect(tookMs).toBeLessThan(MOST_MS);
  });

  it('refuses what is too much with its place and the number that would fit', async () => {
    const results = await pushAll([
      makeChange(client, 'accounts', { name: 'x', ...numbered(2_000, (index) => `f${index}`, 1) }),
      makeChange(client, 'accounts', { name: 'x', later: 'x'.repeat(300_000) }),
      makeChange(client, 'accounts', {
        name: 'x',
        tags: { add: times(1_001, (index) => `t${index}`), remove: [] },
      }),
      makeChange(client, 'accounts', { name: '良い企業' }),
    ]);
    expect(results).toMatchObject([
      { code: 'change-malformed', errors: [{ pointer: '/fields', message: '多すぎます（2000件まで）' }] },
      {
        code: 'change-malformed',
        errors: [{ pointer: '/fields/later', message: '長すぎます（262144文字まで）' }],
      },
      {
        code: 'change-malformed',
        errors: [{ pointer: '/fields/tags', message: '多すぎます（1000件まで）' }],
      },
      { status: 'accepted' },
    ]);
  });

  it('lets no record outgrow what a device can carry, and lets one become smaller again', async () => {
    const first = makeChange(client, 'accounts', { name: 'x' });
    const edit = (fields: Change['fields']): Change =>
      makeChange(client, 'accounts', fields, { recordId: first.recordId, baseRevision: 1e9 });
    expect(await pushAll([first])).toMatchObject([{ status: 'accepted' }]);
    for (const name of ['a', 'b', 'c', 'd'])
      expect(await pushAll([edit({ [name]: 'x'.repeat(250_000) })])).toMatchObject([{ status: 'accepted' }]);
    expect(await pushAll([edit({ e: 'x'.repeat(250_000) })])).toMatchObject([
      { status: 'rejected', code: 'record-too-large' },
    ]);
    const results = await pushAll([edit({ a: null }), edit({ e: 'x'.repeat(250_000) })]);
    expect(results).toMatchObject([{ status: 'accepted' }, { status: 'accepted' }]);
  });

  it('asks for fewer at once when the records would be too much for one answer, and has kept nothing', async () => {
    const first = makeChange(client, 'accounts', {
      name: 'x',
      a: 'x'.repeat(250_000),
      b: 'x'.repeat(250_000),
    });
    const edits = times(40, (index) =>
      makeChange(client, 'accounts', { note: `${index}` }, { recordId: first.recordId }),
    );
    const payload = { protocol: 1, deviceId: first.deviceId, changes: [first, ...edits] };
    const response = await client.request({ method: 'POST', url: '/api/sync/push', payload });
    expect(response.json()).toMatchObject({ status: 413, code: 'body-too-large' });
    expect(await pushAll([first, ...edits.slice(0, 10)])).toMatchObject(
      times(11, () => ({ status: 'accepted' })),
    );
  });

  async function pushAll(changes: Change[]): Promise<PushResponse['results']> {
    const payload = { protocol: 1, deviceId: changes[0]!.deviceId, changes };
    const response = await client.request({ method: 'POST', url: '/api/sync/push', payload });
    return response.json<PushResponse>().results;
  }
});
