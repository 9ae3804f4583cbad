import { beforeEach, describe, expect, it } from 'vitest';
import { ApiProblem, Unreachable } from '#client/api/http.ts';
import { MOST_TRIED } from '#protocol/sync.ts';
import { takeNewDeviceId } from '#client/storage/device-identity.ts';
import { pushOutbox } from '#client/sync/push.ts';
import type { Change } from '#domain/sync/change.ts';
import type { PushResult } from '#protocol/sync.ts';
import { NOW, openDevice, type Device } from './device.ts';
import { FakeSyncServer } from './fake-sync-server.ts';

const CLONED = new ApiProblem('device-cloned', '同じ番号の端末がもう1台あります', 409);

let device: Device;
let server: FakeSyncServer;
beforeEach(async () => {
  device = openDevice();
  await device.db.setMeta('deviceId', device.author.deviceId);
  server = new FakeSyncServer();
});

const push = (): Promise<void> => pushOutbox(device.db, server, () => NOW);
const refuseOldId = (): void => {
  const { deviceId } = device.author;
  server.failOn = () => (server.installs.at(-1)?.deviceId === deviceId ? CLONED : undefined);
};
const rejectWith =
  (code: 'device-of-other' | 'change-id-reused', isRefused: (change: Change) => boolean) =>
  (change: Change): PushResult | undefined =>
    isRefused(change)
      ? { status: 'rejected', changeId: change.changeId, code, title: '受け取れません' }
      : undefined;

describe('what a push says of where it comes from', () => {
  it('is durable before it is sent, and moves on with the answer', async () => {
    await device.edit({ name: '一' });
    let stored: unknown;
    const original = server.push.bind(server);
    server.push = async (from, changes) => {
      stored = await device.db.getMeta('install');
      return original(from, changes);
    };
    await push();
    const [first] = server.installs;
    expect(stored).toEqual({ mark: first!.mark, tried: [first!.next] });
    await device.edit({ name: '二' });
    await push();
    expect(server.installs[1]!.mark).toBe(first!.next);
    expect(server.installs[1]!.next).not.toBe(first!.next);
  });

  it('names what it tried without an answer, and tries something new: a copy of now cannot pass for it', async () => {
    await device.edit({ name: '一' });
    server.failOn = () => new Unreachable();
    await expect(push()).rejects.toThrow();
    server.failOn = () => undefined;
    await push();
    const [lost, heard] = server.installs;
    expect(heard).toMatchObject({ mark: lost!.mark, tried: [lost!.next] });
    expect(heard!.next).not.toBe(lost!.next);
    await device.edit({ name: '二' });
    await push();
    expect(server.installs[2]).toMatchObject({ mark: heard!.next, tried: [] });
  });

  it('names no more than the server takes, however long nothing was answered', async () => {
    await device.edit({ name: '一' });
    server.failOn = () => new Unreachable();
    for (let round = 0; round < MOST_TRIED + 5; round += 1) await expect(push()).rejects.toThrow();
    expect(server.installs.at(-1)!.tried).toHaveLength(MOST_TRIED);
    expect(server.installs.at(-1)!.tried.at(-1)).toBe(server.installs.at(-2)!.next);
  });

  it('goes on from what a version of before has stored', async () => {
    await device.db.setMeta('install', { mark: 'a', next: 'b' });
    await device.edit({ name: '一' });
    await push();
    expect(server.installs[0]).toMatchObject({ mark: 'a', tried: ['b'] });
  });

  it('is not moved on by a tab that another one has overtaken', async () => {
    await device.edit({ name: '一' });
    const original = server.push.bind(server);
    const ofOther = { mark: 'b', next: 'c' };
    server.push = async (from, changes) => {
      await device.db.setMeta('install', ofOther);
      return original(from, changes);
    };
    await push();
    expect(await device.db.getMeta('install')).toEqual(ofOther);
  });
});

describe('a device that shares its id with a copy', () => {
  it('takes a new one and sends in the same round what waits, unchanged', async () => {
    await device.edit({ name: '一' });
    await device.edit({ name: '二' });
    const waiting = (await device.outbox()).map(({ change }) => change);
    refuseOldId();
    await push();
    expect(server.taken).toEqual(waiting);
    expect(await device.outbox()).toEqual([]);
    const deviceId = await device.db.getMeta('deviceId');
    expect(deviceId).not.toBe(device.author.deviceId);
    expect(server.installs.at(-1)).toMatchObject({ deviceId, formerly: [device.author.deviceId] });
    expect(server.installs.at(-1)!.mark).not.toBe(server.installs[0]!.mark);
  });

  it('records under the new one from then on', async () => {
    const id = await device.edit({ name: '一' });
    refuseOldId();
    await push();
    await device.edit({ name: '二' }, id);
    const [{ change } = {}] = await device.outbox();
    expect(change).toMatchObject({ deviceId: await device.db.getMeta('deviceId'), deviceSeq: 2 });
  });

  it('does not go on for ever where a new one does not help', async () => {
    await device.edit({ name: '一' });
    server.failOn = () => CLONED;
    await expect(push()).rejects.toMatchObject({ code: 'device-cloned' });
    expect(server.pushes.length).toBeLessThan(6);
    expect(await device.outbox()).toHaveLength(1);
  });

  it('keeps its id when another tab of it had only moved on', async () => {
    await device.edit({ name: '一' });
    server.failOn = () => (server.pushes.length === 1 ? CLONED : undefined);
    const original = server.push.bind(server);
    server.push = async (from, changes) => {
      if (server.pushes.length === 0) await device.db.setMeta('install', { mark: 'b', next: 'c' });
      return original(from, changes);
    };
    await push();
    expect(await device.db.getMeta('deviceId')).toBe(device.author.deviceId);
    expect(server.taken).toHaveLength(1);
  });

  it('forgets the ids of before when nothing recorded under them waits', async () => {
    await device.edit({ name: '一' });
    await takeNewDeviceId(device.db);
    await push();
    await takeNewDeviceId(device.db);
    expect(await device.db.getMeta('formerDeviceIds')).toEqual([]);
  });
});

describe('a change whose identity is another’s', () => {
  it('goes from a device of somebody else under a new id, in the same round', async () => {
    await device.edit({ name: '一' });
    const waiting = await device.edit({ name: '二' });
    server.answerTo = rejectWith('device-of-other', ({ deviceId }) => deviceId === device.author.deviceId);
    await push();
    expect(await device.outbox()).toEqual([]);
    expect(server.taken.map(({ fields }) => fields['name'])).toEqual(['一', '二']);
    const deviceId = await device.db.getMeta('deviceId');
    expect(server.taken.map((change) => change.deviceId)).toEqual([deviceId, deviceId]);
    expect(server.taken[1]).toMatchObject({ recordId: waiting, deviceSeq: 2 });
  });

  it('is sent as one of its own where the copy’s has arrived under its id', async () => {
    const id = await device.edit({ name: '一' });
    const [{ change } = {}] = await device.outbox();
    server.answerTo = rejectWith('change-id-reused', ({ changeId }) => changeId === change!.changeId);
    await push();
    expect(server.taken).toMatchObject([{ recordId: id, fields: change!.fields, deviceSeq: 1 }]);
    expect(await device.db.getMeta('deviceId')).toBe(device.author.deviceId);
  });
});
