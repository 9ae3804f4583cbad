import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem, Unreachable } from '#client/api/http.ts';
import * as documentsApi from '#client/api/documents-api.ts';
import * as sessionApi from '#client/api/session-api.ts';
import { lookAtServer, syncServerOf, type Look } from '#client/api/sync-api.ts';
import { runRound } from '#client/sync/sync-round.ts';
import type { RoundResult } from '#client/sync/sync-state.ts';
import { openDevice, type Device } from './device.ts';
import { FakeSyncServer } from './fake-sync-server.ts';

vi.mock('#client/api/session-api.ts');
vi.mock('#client/api/documents-api.ts');
vi.mock('#client/api/sync-api.ts', () => ({
  syncServerOf: vi.fn<() => void>(),
  lookAtServer: vi.fn<() => void>(),
}));
const look = vi.mocked(lookAtServer);
const session = vi.mocked(sessionApi);

const LATER = '2026-11-20T01:10:00.000Z';
let count = 0;

let device: Device;
let server: FakeSyncServer;
/** What the server's tag is at the moment. */
let tag: string;
let ask: (known: string | undefined) => Partial<Look>;

beforeEach(async () => {
  vi.resetAllMocks();
  vi.stubGlobal('navigator', {});
  device = openDevice();
  // Each has a database of its own by its name, as each person has.
  Object.defineProperty(device.db, 'name', { value: `banso-idle-${(count += 1)}` });
  await device.db.setMeta('deviceId', device.author.deviceId);
  server = new FakeSyncServer();
  vi.mocked(syncServerOf).mockReturnValue(server);
  vi.mocked(documentsApi).listDocuments.mockResolvedValue([]);
  session.fetchSession.mockResolvedValue({
    user: { id: 'sato', name: '佐藤', email: 'sato@example.jp', role: 'coordinator', language: 'ja' },
    centre: { id: 'centre', name: 'センター' },
    serverTime: LATER,
  } as Awaited<ReturnType<typeof sessionApi.fetchSession>>);
  tag = 'a';
  ask = (known) => ({ isSame: known === tag });
  look.mockImplementation(async (_cursor, _seen, known) => ({
    isSame: false,
    tag,
    againSeconds: 120,
    serverTime: LATER,
    ...ask(known),
  }));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const round = (): Promise<RoundResult> =>
  runRound({ db: device.db, userId: 'sato', now: () => LATER }, () => {});
/** How many whole rounds there were. */
const rounds = (): number => session.fetchSession.mock.calls.length;

describe('a round while nothing happens', () => {
  it('is one request, after which the device is known to be in step', async () => {
    await round();
    await round();
    expect(rounds()).toBe(2);
    await device.db.setMeta('lastSyncAt', '2026-11-20T00:00:00.000Z');
    look.mockClear();
    expect(await round()).toEqual({ state: 'idle', error: null, outcome: 'done', restSeconds: 120 });
    expect(rounds()).toBe(2);
    expect(look).toHaveBeenCalledTimes(1);
    expect(await device.db.getMeta('lastSyncAt')).toBe(LATER);
    expect(await device.db.getMeta('lastServerTime')).toBe(LATER);
    await round();
    expect(rounds()).toBe(2);
  });

  it('becomes a whole one when the server’s tag is another, or something waits', async () => {
    await round();
    await round();
    tag = 'b';
    expect(await round()).toMatchObject({ restSeconds: 120, session: { user: { id: 'sato' } } });
    expect(rounds()).toBe(3);
    await device.edit({ name: '一' });
    await round();
    expect(rounds()).toBe(4);
    expect(server.taken).toHaveLength(1);
  });

  it('shows what it knows, and shows no tag of before what it could not finish', async () => {
    await round();
    await device.db.setMeta('seen', { revision: 7, proof: 'x' });
    await round();
    expect(look).toHaveBeenLastCalledWith(0, { revision: 7, proof: 'x' }, undefined);
    server.failOnPull = () => new Unreachable();
    tag = 'b';
    await round();
    server.failOnPull = () => undefined;
    await round();
    expect(look).toHaveBeenLastCalledWith(0, { revision: 7, proof: 'x' }, undefined);
    expect(rounds()).toBe(4);
  });

  it('is a whole one while a replica is on its way, or another tab has begun one anew', async () => {
    await round();
    await round();
    await device.db.setMeta('refill', { epoch: 'one', accessVersion: 1, cursor: 0 });
    await round();
    expect(rounds()).toBe(3);
    await round();
    await device.db.setMeta('cursor', 5);
    await round();
    expect(look.mock.lastCall![2]).toBeUndefined();
  });

  it('begins with a whole one where the server does not know the question', async () => {
    ask = () => {
      throw new ApiProblem('not-found', 'ありません', 404);
    };
    await round();
    await round();
    expect(await round()).toMatchObject({ state: 'idle', session: {} });
    expect(rounds()).toBe(3);
  });

  it('tells who is signed out, or has to give up what the device holds', async () => {
    await round();
    ask = () => {
      throw new ApiProblem('device-revoked', '取り消されています', 401);
    };
    expect(await round()).toMatchObject({ state: 'signedOut', isEnded: true });
    ask = () => {
      throw new Unreachable();
    };
    expect(await round()).toMatchObject({ state: 'unreachable', outcome: 'unreachable' });
  });
});
