import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DeviceBacklog, DeviceBacklogList } from '#protocol/devices.ts';
import { writeBacklog } from '#protocol/sync.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { makeChange, push } from '#tests/support/fieldwork.ts';

const MONDAY = '2026-11-16T01:00:00.000Z';
const FRIDAY = '2026-11-20T01:00:00.000Z';

describeOnBothDatabases('what waits on devices', (getDatabase) => {
  let test: TestApp;
  let now = FRIDAY;
  beforeAll(async () => {
    test = await createTestApp(getDatabase(), { clock: () => Date.parse(now) });
  });
  afterAll(() => test.app.close());

  const stranger = async (): Promise<TestClient> => test.signIn(await test.addPerson('coordinator'));
  /** Somebody who has sent something from their device. */
  const someone = async (): Promise<TestClient> => {
    const client = await stranger();
    await push(client, [makeChange(client, 'accounts', { name: 'x' })]);
    return client;
  };
  const tell = async (client: TestClient, backlog: string): Promise<number> =>
    (await client.request({ url: `/api/sync/pull?cursor=0&backlog=${backlog}` })).statusCode;
  const backlogsOf = async (...clients: TestClient[]): Promise<DeviceBacklog[]> => {
    const { request } = await test.as('manager');
    const { devices } = (await request({ url: '/api/devices/backlogs' })).json<DeviceBacklogList>();
    return devices.filter(({ userId }) => clients.some(({ person }) => person.userId === userId));
  };
  const deviceOf = (client: TestClient): string => makeChange(client, 'accounts', {}).deviceId;

  it('is told with a pull or a push, and what was recorded first comes first', async () => {
    const [late, early, none] = [await someone(), await someone(), await someone()];
    await tell(none, writeBacklog({ deviceId: deviceOf(none), unsent: 0, since: null }));
    await tell(late, writeBacklog({ deviceId: deviceOf(late), unsent: 1, since: FRIDAY }));
    const change = makeChange(early, 'accounts', { name: 'x' });
    const backlog = writeBacklog({ deviceId: change.deviceId, unsent: 12, since: MONDAY });
    const pushed = await early.request({
      method: 'POST',
      url: `/api/sync/push?backlog=${backlog}`,
      payload: { protocol: 1, deviceId: change.deviceId, changes: [change] },
    });
    expect(pushed.statusCode).toBe(200);
    expect(await backlogsOf(late, early, none)).toMatchObject([
      {
        userId: early.person.userId,
        unsent: 12,
        since: MONDAY,
        lastContactAt: FRIDAY,
        userAgent: 'lightMyRequest',
      },
      { userId: late.person.userId, unsent: 1, since: FRIDAY },
      { userId: none.person.userId, unsent: 0, since: null },
    ]);
    await tell(early, writeBacklog({ deviceId: change.deviceId, unsent: 0, since: null }));
    expect(await backlogsOf(early)).toMatchObject([{ unsent: 0, since: null }]);
  });

  it('never stands in the way of records, whatever is told', async () => {
    const client = await someone();
    const id = deviceOf(client);
    const nonsense = ['', 'x', '~~', `${id}~-1~`, `${id}~9999999~`, `${id}~1~yesterday`, `x~1~${MONDAY}`];
    for (const backlog of nonsense) expect(await tell(client, backlog)).toBe(200);
    expect(await backlogsOf(client)).toEqual([]);
    // A clock that is ahead by years.
    await tell(client, writeBacklog({ deviceId: id, unsent: 2_000_000, since: '2031-01-01T00:00:00.000Z' }));
    expect(await backlogsOf(client)).toMatchObject([{ unsent: 999_999, since: now }]);
  });

  it('makes a device nobody’s: what is told in another’s session must not take it away', async () => {
    const [owner, other] = [await stranger(), await stranger()];
    const first = makeChange(owner, 'accounts', { name: 'x' });
    await tell(other, writeBacklog({ deviceId: first.deviceId, unsent: 1, since: MONDAY }));
    expect(await push(owner, [first])).toMatchObject([{ status: 'accepted' }]);
    expect(await backlogsOf(owner, other)).toEqual([]);
  });

  it('is nobody else’s to tell', async () => {
    const [owner, other] = [await someone(), await someone()];
    const device = deviceOf(owner);
    await tell(owner, writeBacklog({ deviceId: device, unsent: 3, since: MONDAY }));
    now = '2026-11-21T01:00:00.000Z';
    expect(await tell(other, writeBacklog({ deviceId: device, unsent: 0, since: null }))).toBe(200);
    expect(await backlogsOf(owner, other)).toMatchObject([
      { userId: owner.person.userId, unsent: 3, lastContactAt: FRIDAY },
    ]);
  });
});
