import { afterAll, beforeAll, expect, it } from 'vitest';
import { SERVER_DEVICE, type Change } from '#domain/sync/change.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
import type { PushResult } from '#protocol/sync.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { deviceOf, makeChange, push } from '#tests/support/fieldwork.ts';

describeOnBothDatabases('the device that a push comes from', (getDatabase) => {
  let test: TestApp;
  let coordinator: TestClient;
  let office: TestClient;
  beforeAll(async () => {
    test = await createTestApp(getDatabase());
    [coordinator, office] = [await test.as('coordinator'), await test.as('office')];
  });
  afterAll(() => test.app.close());

  const recordIn = (result: PushResult | undefined): SyncRecord => {
    if (!result || result.status === 'rejected') throw new Error(`rejected: ${JSON.stringify(result)}`);
    return result.record;
  };
  const importedBy = async ({ changeId }: Change): Promise<string | null> =>
    (
      await getDatabase()
        .db.selectFrom('changes')
        .select('imported_by')
        .where('change_id', '=', changeId)
        .executeTakeFirstOrThrow()
    ).imported_by;

  it.each<[string, Partial<Change>, string]>([
    ["the server's own id", { deviceId: SERVER_DEVICE }, '/deviceId'],
    ['another one of its kind', { deviceId: '00000000-0000-7000-8000-00000000abcd' }, '/deviceId'],
    ['a sequence beyond all devices', { deviceSeq: 2 ** 53 - 1 }, '/deviceSeq'],
    ['one just beyond', { deviceSeq: 2 ** 40 + 1 }, '/deviceSeq'],
  ])('is not %s', async (_, given, pointer) => {
    const results = await push(coordinator, [
      makeChange(coordinator, 'accounts', { name: '良い企業' }),
      makeChange(coordinator, 'accounts', { name: 'x' }, given),
    ]);
    expect(results).toMatchObject([
      { status: 'accepted' },
      { status: 'rejected', code: 'change-malformed', errors: [{ pointer }] },
    ]);
  });

  it('is none of the server’s in the envelope either', async () => {
    const payload = {
      protocol: 1,
      deviceId: SERVER_DEVICE,
      changes: [makeChange(coordinator, 'accounts', { name: 'x' })],
    };
    const response = await coordinator.request({ method: 'POST', url: '/api/sync/push', payload });
    expect(response.json()).toMatchObject({ status: 400, errors: [{ pointer: '/deviceId' }] });
  });

  it('is its person’s alone, also after they have signed in anew', async () => {
    await push(coordinator, [makeChange(coordinator, 'accounts', { name: '八戸水産' })]);
    const stolen = { deviceId: deviceOf(coordinator) };
    const [refused] = await push(office, [makeChange(office, 'accounts', { name: 'x' }, stolen)]);
    expect(refused).toMatchObject({ status: 'rejected', code: 'device-of-other' });
    const again = await test.signIn(coordinator.person);
    const [taken] = await push(again, [makeChange(again, 'accounts', { name: 'y' }, stolen)]);
    expect(taken).toMatchObject({ status: 'accepted' });
  });

  it('writes over what it wrote before without a conflict, whatever it had heard since', async () => {
    const first = makeChange(coordinator, 'accounts', { name: 'A' });
    await push(coordinator, [first]);
    const second = makeChange(coordinator, 'accounts', { name: 'B' }, { recordId: first.recordId });
    expect(recordIn((await push(coordinator, [second]))[0])).toMatchObject({
      fields: { name: 'B' },
      conflicts: [],
    });
    expect(await importedBy(second)).toBeNull();
  });

  it('is not believed of what another sends in: that is nobody’s next edit, and says who sent it', async () => {
    const first = makeChange(coordinator, 'accounts', { name: 'A' });
    await push(coordinator, [first]);
    // From the file of the same phone, a later edit of the same field that the phone had not heard of.
    const imported = makeChange(coordinator, 'accounts', { name: 'B' }, { recordId: first.recordId });
    const record = recordIn((await push(office, [imported]))[0]);
    expect(record).toMatchObject({
      fields: { name: 'B' },
      conflicts: [
        {
          kept: { madeBy: coordinator.person.userId, importedBy: office.person.userId },
          other: { fields: { name: 'A' }, madeBy: coordinator.person.userId },
        },
      ],
    });
    expect(await importedBy(imported)).toBe(office.person.userId);
    // An earlier one of the file must not be dropped in silence either.
    const early = {
      ...imported,
      changeId: makeChange(coordinator, 'accounts', {}).changeId,
      deviceSeq: 1,
      fields: { name: 'C' },
    };
    const after = recordIn((await push(office, [early]))[0]);
    expect(after.conflicts.map(({ other }) => other.fields)).toEqual([{ name: 'A' }, { name: 'B' }]);
    // Nor does what the phone itself writes next pass over what came in its name.
    const own = makeChange(coordinator, 'accounts', { name: 'D' }, { recordId: first.recordId });
    expect(recordIn((await push(coordinator, [own]))[0]).conflicts).toHaveLength(3);
  });

  it('is not believed of what its person sends from another device, which keeps device and time', async () => {
    const first = makeChange(coordinator, 'accounts', { name: 'A' });
    await push(coordinator, [first]);
    const moved = makeChange(coordinator, 'accounts', { name: 'B' }, { recordId: first.recordId });
    const payload = { protocol: 1, deviceId: '01a1fb38-0000-7000-8000-00000000d0f0', changes: [moved] };
    const response = await coordinator.request({ method: 'POST', url: '/api/sync/push', payload });
    const [result] = response.json<{ results: PushResult[] }>().results;
    expect(recordIn(result).conflicts).toHaveLength(1);
    expect(await importedBy(moved)).toBe(coordinator.person.userId);
    const row = await getDatabase()
      .db.selectFrom('changes')
      .select(['device_id', 'device_seq', 'made_at'])
      .where('change_id', '=', moved.changeId)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ device_id: moved.deviceId, device_seq: moved.deviceSeq, made_at: moved.madeAt });
  });
});
