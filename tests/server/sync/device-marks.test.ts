import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { uuidV7 } from '#domain/canonical/uuid.ts';
import type { Change } from '#domain/sync/change.ts';
import { writePushQuery, type Install, type PushResponse } from '#protocol/sync.ts';
import { getEpoch, renewEpoch } from '#server/database/queries/centres.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { makeChange } from '#tests/support/fieldwork.ts';

const makeId = (): string => uuidV7(Date.now(), randomBytes);

describeOnBothDatabases('copies of a device', (getDatabase) => {
  let test: TestApp;
  let coordinator: TestClient;
  let deviceId: string;
  let seq: number;
  beforeAll(async () => {
    test = await createTestApp(getDatabase());
    coordinator = await test.as('coordinator');
  });
  afterAll(() => test.app.close());
  beforeEach(() => {
    [deviceId, seq] = [makeId(), 0];
  });

  const named = (name: string, given: Partial<Change> = {}): Change =>
    makeChange(coordinator, 'accounts', { name }, { deviceId, deviceSeq: (seq += 1), ...given });
  const send = async (
    changes: Change[],
    marks: string | undefined,
    from: Partial<Install> = {},
    client = coordinator,
  ): Promise<Partial<PushResponse> & { status?: number; code?: string }> => {
    const [mark = '', next = ''] = marks?.split(' ') ?? [];
    const query =
      marks && writePushQuery({ deviceId, tried: [], formerly: [], ...from, mark, next }, undefined);
    const response = await client.request({
      method: 'POST',
      url: `/api/sync/push${query ? `?${query}` : ''}`,
      payload: { protocol: 1, deviceId: from.deviceId ?? deviceId, changes },
    });
    return response.json();
  };
  const accepted = { results: [{ status: 'accepted' }] };
  const cloned = { status: 409, code: 'device-cloned' };
  const findLogged = ({ changeId }: Change) =>
    getDatabase()
      .db.selectFrom('changes')
      .select(['device_id', 'imported_by'])
      .where('change_id', '=', changeId)
      .executeTakeFirst();

  it('are told from it by what each has heard since', async () => {
    expect(await send([named('A')], 'a b')).toMatchObject(accepted);
    expect(await send([named('B')], 'b c')).toMatchObject(accepted);
    // Its answer was lost.
    expect(await send([named('C')], 'b c')).toMatchObject(accepted);
    const ofCopy = named('D');
    expect(await send([ofCopy], 'a b')).toMatchObject(cloned);
    expect(await send([ofCopy], 'b d')).toMatchObject(cloned);
    expect(await findLogged(ofCopy)).toBeUndefined();
    // Nor has it taken the mark from the one that goes on.
    expect(await send([named('E')], 'c d')).toMatchObject(accepted);
  });

  it('are told from it by what each has tried without an answer', async () => {
    await send([named('A')], 'a b');
    expect(await send([named('B')], 'b c')).toMatchObject(accepted);
    expect(await send([named('C')], 'b d', { tried: ['c'] })).toMatchObject(accepted);
    // Its first push did not arrive, its second one was not answered.
    expect(await send([named('D')], 'b f', { tried: ['c', 'e', 'd'] })).toMatchObject(accepted);
    // A copy of after the first one knows as much of what was before, and has tried something else since.
    const ofCopy = named('E');
    expect(await send([ofCopy], 'b g', { tried: ['c', 'x'] })).toMatchObject(cloned);
    expect(await findLogged(ofCopy)).toBeUndefined();
    expect(await send([named('F')], 'f h')).toMatchObject(accepted);
  });

  it('are told from it by a number that it has used for something else', async () => {
    await send([named('A')], 'a b');
    const [ofCopy, another] = [named('B', { deviceSeq: 1 }), named('C')];
    expect(await send([another, ofCopy], 'b c')).toMatchObject(cloned);
    expect(await findLogged(another)).toBeUndefined();
  });

  it('are told from it by other content of a change that waited when they were made', async () => {
    const waiting = named('A');
    await send([waiting], 'a b');
    expect(await send([{ ...waiting, fields: { name: 'B' } }], 'b c')).toMatchObject(cloned);
    // The same once more is no sign of any.
    expect(await send([waiting], 'b c')).toMatchObject(accepted);
  });

  it('have their edits under another id, as their own, and in conflict with those of the other', async () => {
    const first = named('A');
    await send([first], 'a b');
    const { recordId } = first;
    const of = (name: string, deviceSeq: number): Change =>
      named(name, { recordId, deviceSeq, baseRevision: 0 });
    await send([of('B', 2)], 'b c');
    const ofCopy = [of('C', 2), of('D', 3)];
    const copy = { deviceId: makeId(), formerly: [deviceId] };
    expect(await send([ofCopy[0]!], 'x y', copy)).toMatchObject({
      results: [
        {
          status: 'merged',
          record: { fields: { name: 'C' }, conflicts: [{ other: { fields: { name: 'B' } } }] },
        },
      ],
    });
    // Its own next edit is no conflict with its own last one, whatever it has heard since.
    expect(await send([ofCopy[1]!], 'y z', copy)).toMatchObject({
      results: [{ status: 'accepted', record: { fields: { name: 'D' }, conflicts: [{}] } }],
    });
    expect(await findLogged(ofCopy[1]!)).toEqual({ device_id: copy.deviceId, imported_by: null });
    // And the other one does not lose the id that it has kept.
    expect(await send([of('E', 3)], 'c d')).toMatchObject({
      results: [{ record: { conflicts: [{}, { other: { fields: { name: 'D' } } }] } }],
    });
  });

  it('cannot borrow the id of somebody else by saying that they had it', async () => {
    const office = await test.as('office');
    const first = named('A');
    await send([first], 'a b');
    const { recordId } = first;
    const next = makeChange(office, 'accounts', { name: 'B' }, { deviceId, deviceSeq: 2, recordId });
    expect(await send([next], 'x y', { deviceId: makeId(), formerly: [deviceId] }, office)).toMatchObject({
      results: [{ code: 'device-of-other' }],
    });
  });

  it('are nobody’s who has only signed in on it meanwhile', async () => {
    const office = await test.as('office');
    const own = named('A');
    expect(await send([own], 'a b', {}, await test.as('manager'))).toMatchObject({
      results: [{ code: 'made-by-other' }],
    });
    expect(await send([own], 'a b')).toMatchObject(accepted);
    const ofOffice = makeChange(office, 'accounts', { name: 'B' }, { deviceId, deviceSeq: 2 });
    expect(await send([ofOffice], 'b c', {}, office)).toMatchObject({
      results: [{ code: 'device-of-other' }],
    });
    // What the other one shows moves nothing on.
    expect(await send([named('C')], 'a b')).toMatchObject(accepted);
  });

  it('are not looked for where an app of before does not say', async () => {
    const first = named('A');
    await send([first], undefined);
    expect(await send([named('B', { deviceSeq: 1 })], undefined)).toMatchObject(accepted);
    expect(await send([{ ...first, fields: { name: 'C' } }], undefined)).toMatchObject({
      results: [{ code: 'change-id-reused' }],
    });
    // After its update it begins to say.
    expect(await send([named('D', { deviceSeq: 3 })], 'a b')).toMatchObject(accepted);
  });

  it('are not seen in devices that the database has gone back behind', async () => {
    await send([named('A')], 'a b');
    const { db } = getDatabase();
    const before = await getEpoch(db, test.centreId);
    await renewEpoch(db, test.centreId, { before, epoch: makeId(), reached: 0 });
    expect(await send([named('B')], 'c d')).toMatchObject(accepted);
    expect(await send([named('C')], 'b c')).toMatchObject(cloned);
  });

  it.each(['a', 'a.b.c', '.b', 'a/b.c', `${'a'.repeat(65)}.b`])('are not told by %j', async (marks) => {
    const response = await coordinator.request({
      method: 'POST',
      url: `/api/sync/push?marks=${encodeURIComponent(marks)}`,
      payload: { protocol: 1, deviceId, changes: [named('A')] },
    });
    expect(response.statusCode).toBe(400);
  });
});
