import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem, Unreachable } from '#client/api/http.ts';
import { discardQuarantined } from '#client/storage/write-record.ts';
import { pushOutbox } from '#client/sync/push.ts';
import type { Change } from '#domain/sync/change.ts';
import type { ProblemCode } from '#protocol/problems.ts';
import type { PushResponse, PushResult } from '#protocol/sync.ts';
import { NOW, openDevice, type Device } from './device.ts';
import { acceptanceOf, FakeSyncServer, SERVER_TIME } from './fake-sync-server.ts';

const BROKEN = new ApiProblem('internal-error', 'サーバーで問題が起きました', 500);

let device: Device;
let server: FakeSyncServer;
beforeEach(async () => {
  device = openDevice();
  await device.db.setMeta('deviceId', device.author.deviceId);
  server = new FakeSyncServer();
});

const push = (): Promise<void> => pushOutbox(device.db, server, () => NOW);
const namesOf = (changes: readonly Change[]): unknown[] => changes.map(({ fields }) => fields['name']);

/** Records a company each, by name; gives their ids. */
async function record(...names: string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const name of names) ids.push(await device.edit({ name }));
  return ids;
}

/** The first transaction of a push marks its batch; what happens here comes just before, after the listing. */
function beforeMarking(happens: () => Promise<unknown>): void {
  const transaction = device.db.transaction.bind(device.db) as (...given: unknown[]) => Promise<unknown>;
  vi.spyOn(device.db, 'transaction').mockImplementationOnce(((...given: unknown[]) =>
    happens().then(() => transaction(...given))) as never);
}

function rejectionOf({ changeId }: Change, code: ProblemCode): PushResult {
  return { status: 'rejected', changeId, code, title: '受け取れません' };
}

describe('sending what waits', () => {
  it('sends it in the order in which it was made, and keeps the receipts', async () => {
    await record('一', '二', '三');
    await push();
    expect(server.pushes.map(namesOf)).toEqual([['一', '二', '三']]);
    expect(await device.outbox()).toEqual([]);
    expect(await device.db.ledger.toArray()).toMatchObject([
      { deviceSeq: 1, acknowledgedAt: SERVER_TIME, receipt: { revision: 1 } },
      { deviceSeq: 2, acknowledgedAt: SERVER_TIME, receipt: { revision: 2 } },
      { deviceSeq: 3, acknowledgedAt: SERVER_TIME, receipt: { revision: 3 } },
    ]);
  });

  it('asks nothing of the server when nothing waits', async () => {
    await push();
    expect(server.pushes).toEqual([]);
  });

  it('sends the second change of a record only after the first has got its receipt', async () => {
    const [id] = await record('一', '二');
    await device.db.outbox.where('recordId').equals(id!).modify({ state: 'sending' });
    await device.edit({ name: '一の次' }, id);
    await push();
    expect(server.pushes.map(namesOf)).toEqual([['一', '二'], ['一の次']]);
  });

  it('sends nothing of a record in quarantine, and quarantines what the server refuses', async () => {
    const [refused, lateRefused] = await record('一', '二', '三');
    await device.quarantine(refused!);
    server.answerTo = (change) =>
      change.recordId === lateRefused ? rejectionOf(change, 'change-malformed') : undefined;
    await push();
    await push();
    expect(server.pushes.map(namesOf)).toEqual([['二', '三']]);
    expect(await device.outbox()).toMatchObject([
      { recordId: refused, state: 'quarantined' },
      {
        recordId: lateRefused,
        state: 'quarantined',
        reason: { code: 'change-malformed', title: '受け取れません' },
      },
    ]);
  });

  it('sends an edit that was folded in at the last moment, since the change is stored with it', async () => {
    const [id] = await record('旧');
    beforeMarking(() => device.edit({ name: '新' }, id));
    await push();
    expect(server.pushes.map(namesOf)).toEqual([['新']]);
    expect(await device.outbox()).toEqual([]);
    expect(await device.db.ledger.toArray()).toMatchObject([{ change: { fields: { name: '新' } } }]);
  });

  it('leaves out what its person gave up at the last moment', async () => {
    const [given] = await record('一', '二');
    beforeMarking(async () => discardQuarantined(device.db, (await device.outbox())[0]!));
    await push();
    expect(server.pushes.map(namesOf)).toEqual([['二']]);
    expect(await device.db.accounts.get(given!)).toBeUndefined();
  });

  it('never alters what it has begun to send, though the answer never came', async () => {
    const [id] = await record('一');
    server.failOn = () => new Unreachable();
    await expect(push()).rejects.toThrow(Unreachable);
    await device.edit({ name: '二' }, id);
    server.failOn = () => undefined;
    await push();
    expect(server.pushes.map(namesOf)).toEqual([['一'], ['一'], ['二']]);
    expect(server.pushes[1]).toEqual(server.pushes[0]);
  });
});

describe('a batch on which the server fails', () => {
  it.each(['internal-error', 'malformed-request', 'body-too-large'] as const)(
    'is halved until the change at fault stands alone, and the others get through (%s)',
    async (code) => {
      const ids = await record('一', '二', '三', '四', '五', '六', '七', '八');
      server.failOnRecord(ids[2]!, new ApiProblem(code, '題', 500));
      await expect(push()).rejects.toMatchObject({ code });
      expect(namesOf(server.taken)).toEqual(['一', '二', '四', '五', '六', '七', '八']);
      expect(await device.outbox()).toMatchObject([{ recordId: ids[2], state: 'sending', failedRounds: 1 }]);
    },
  );

  it('is sent whole again once a part of it went through', async () => {
    const ids = await record('一', '二', '三', '四');
    server.failOnRecord(ids[0]!, BROKEN);
    await expect(push()).rejects.toThrow();
    expect(server.pushes.map(({ length }) => length)).toEqual([4, 2, 1, 1, 2]);
  });

  it('does not go round and round where the server leaves changes without an answer', async () => {
    await record('一', '二');
    vi.spyOn(server, 'push').mockImplementation(async (_from, changes) => ({
      epoch: server.epoch,
      accessVersion: 1,
      serverTime: SERVER_TIME,
      results: changes.slice(1).map((change) => acceptanceOf(change, 1)),
    }));
    await expect(push()).rejects.toThrow('without an answer');
    expect(await device.outbox()).toMatchObject([{ state: 'sending' }, { state: 'sending' }]);
  });

  it('quarantines the change that fails in three rounds in which others get through', async () => {
    const [poison] = await record('毒');
    server.failOnRecord(poison!, BROKEN);
    for (const [round, name] of ['一', '二', '三'].entries()) {
      expect(await device.outbox()).toMatchObject([
        { recordId: poison, state: round === 0 ? 'pending' : 'sending' },
      ]);
      await record(name);
      await expect(push()).rejects.toThrow(BROKEN);
    }
    expect(await device.outbox()).toMatchObject([
      { recordId: poison, state: 'quarantined', reason: { code: 'keeps-failing', title: BROKEN.title } },
    ]);
    await record('四');
    await push();
    expect(namesOf(server.taken)).toEqual(['一', '二', '三', '四']);
  });

  it('quarantines nothing while the server fails on everything', async () => {
    await record('一', '二');
    server.failOn = () => BROKEN;
    for (let round = 0; round < 5; round += 1) await expect(push()).rejects.toThrow(BROKEN);
    expect((await device.outbox()).map(({ state, failedRounds }) => [state, failedRounds])).toEqual([
      ['sending', 0],
      ['sending', 0],
    ]);
    server.failOn = () => undefined;
    await push();
    expect(namesOf(server.taken)).toEqual(['一', '二']);
  });

  it.each<[string, Error]>([
    ['the server cannot be reached', new Unreachable()],
    ['the person is not signed in', new ApiProblem('not-signed-in', '題', 401)],
    ['the role may not send', new ApiProblem('forbidden', '題', 403)],
    ['too much was asked', new ApiProblem('too-many-requests', '題', 429)],
    ['the app is too old', new ApiProblem('protocol-version-unsupported', '題', 409)],
  ])('is left as it is when %s: that is no fault of a change', async (_why, failure) => {
    await record('一', '二');
    server.failOn = () => failure;
    await expect(push()).rejects.toBe(failure);
    expect(server.pushes.map(({ length }) => length)).toEqual([2]);
    const outbox = await device.outbox();
    expect(outbox).toMatchObject([{ state: 'sending' }, { state: 'sending' }]);
    expect(outbox.map(({ failedRounds }) => failedRounds)).toEqual([undefined, undefined]);
  });
});

describe('a slow link', () => {
  const LONG = 'あ'.repeat(2_000);
  const sizeOf = (changes: readonly Change[]): number => Buffer.byteLength(JSON.stringify(changes));
  const pushInTime = (): Promise<void> => pushOutbox(device.db, server, () => now);
  let now: string;
  beforeEach(() => (now = NOW));

  /** A link of so many bytes a second, over which nothing gets that needs longer than half a minute. */
  function linkOf(bytesPerSecond: number): void {
    server.failOn = (changes) => {
      const seconds = sizeOf(changes) / bytesPerSecond;
      now = new Date(Date.parse(now) + Math.min(30, seconds) * 1000).toISOString();
      return seconds > 30 ? new Unreachable('silence', true) : undefined;
    };
  }

  it('takes sixty visits with long notes up in batches that it can carry', async () => {
    for (let visit = 0; visit < 60; visit += 1) await device.edit({ name: `会社${visit}`, note: LONG });
    linkOf(10_000);
    await pushInTime();
    expect(await device.outbox()).toEqual([]);
    expect(Math.max(...server.pushes.map(sizeOf))).toBeLessThan(150_000);
  });

  it('halves what was not answered in time, down to one change, in the same round', async () => {
    for (let visit = 0; visit < 6; visit += 1) await device.edit({ name: `会社${visit}`, note: LONG });
    linkOf(250);
    await pushInTime();
    expect(await device.outbox()).toEqual([]);
    expect(server.pushes.map(({ length }) => length)).toEqual([2, 1, 1, 1, 1, 1, 1]);
  });

  it('ends the round when not even one change is answered, and keeps it', async () => {
    await device.edit({ name: '会社', note: LONG });
    linkOf(100);
    await expect(pushInTime()).rejects.toThrow(Unreachable);
    expect(server.pushes).toHaveLength(1);
    expect(await device.outbox()).toMatchObject([{ state: 'sending' }]);
  });

  it('needs few requests where the link is good', async () => {
    for (let visit = 0; visit < 150; visit += 1) await device.edit({ name: `会社${visit}`, note: LONG });
    linkOf(10_000_000);
    await pushInTime();
    expect(server.pushes.length).toBeLessThan(8);
  });
});

describe("another person's session", () => {
  it('ends the round, and what was recorded waits for its own person', async () => {
    await record('一', '二');
    server.answerTo = (change) => rejectionOf(change, 'made-by-other');
    await expect(push()).rejects.toMatchObject({
      code: 'not-signed-in',
      status: 401,
      title: '受け取れません',
    });
    expect(server.pushes).toHaveLength(1);
    expect(await device.outbox()).toMatchObject([{ state: 'sending' }, { state: 'sending' }]);
    server.answerTo = () => undefined;
    await push();
    expect(namesOf(server.taken)).toEqual(['一', '二']);
  });

  it('keeps the receipts that came with the refusal', async () => {
    const [own, foreign] = await record('一', '二');
    server.answerTo = (change) =>
      change.recordId === foreign ? rejectionOf(change, 'made-by-other') : undefined;
    await expect(push()).rejects.toThrow();
    expect(await device.db.ledger.toArray()).toMatchObject([{ change: { recordId: own } }]);
    expect(await device.outbox()).toMatchObject([{ recordId: foreign, state: 'sending' }]);
  });
});

describe('a receipt', () => {
  const ANOTHER = '0'.repeat(64);
  it.each<[string, (id: string) => { changeId: string } | { changeHash: string }]>([
    ['of the right id over other content', () => ({ changeHash: ANOTHER })],
    ['of another id over the right content', (id) => ({ changeId: id.replace(/.$/, 'x') })],
  ])('%s proves nothing: the change is kept and shown to its person', async (_which, wrongly) => {
    const [doubtful, sound] = await record('一', '二');
    server.answerTo = (change) => {
      if (change.recordId !== doubtful) return undefined;
      const answer = acceptanceOf(change, 1);
      return { ...answer, receipt: { ...answer.receipt, ...wrongly(change.changeId) } };
    };
    await push();
    expect(await device.outbox()).toMatchObject([
      {
        recordId: doubtful,
        state: 'quarantined',
        reason: { code: 'receipt-mismatch' },
        change: { fields: { name: '一' } },
      },
    ]);
    expect(await device.db.ledger.toArray()).toMatchObject([{ change: { recordId: sound } }]);
    // The record shows what was written, not what the doubtful answer says.
    expect((await device.db.accounts.get(doubtful!))?.fields).toEqual({ name: '一' });
    await push();
    expect(server.pushes).toHaveLength(1);
  });

  it('is taken when both are right, its hash computed by the rules and not by our code', async () => {
    await device.edit({
      name: '八戸水産',
      tags: ['水産', '冷凍'],
      address: '鮫町1',
      note: '一\n"二"',
      employeeCount: 12,
    });
    await push();
    expect(await device.outbox()).toEqual([]);
  });
});

describe('two pages that push the same at once', () => {
  /** Answers the first page's push only when another page's has been answered, and its person has acted on that. */
  function answerAfter(
    happens: () => Promise<unknown>,
    answer: (changes: Change[]) => Promise<PushResponse>,
  ): void {
    vi.spyOn(server, 'push').mockImplementationOnce(async (_from, changes) => {
      await happens();
      return answer(changes);
    });
  }

  const refusal = async (changes: readonly Change[]): Promise<PushResponse> => ({
    epoch: server.epoch,
    accessVersion: 1,
    serverTime: SERVER_TIME,
    results: changes.map((change) => rejectionOf(change, 'change-malformed')),
  });

  it('do not bring back what got through by one when the other fails', async () => {
    await record('一');
    answerAfter(push, () => Promise.reject(BROKEN));
    await expect(push()).rejects.toThrow(BROKEN);
    expect(namesOf(server.taken)).toEqual(['一']);
    expect(await device.outbox()).toEqual([]);
  });

  it('do not bring back what got through by one when the other is refused it', async () => {
    await record('一');
    answerAfter(push, refusal);
    await push();
    expect(await device.outbox()).toEqual([]);
  });

  it.each(['change-malformed', 'passed-to-office', 'change-id-reused', 'device-of-other'] as const)(
    'do not bring back what its person has given up since (%s)',
    async (code) => {
      await record('一');
      server.answerTo = (change) => rejectionOf(change, 'change-malformed');
      answerAfter(
        async () => {
          await push();
          await discardQuarantined(device.db, (await device.outbox())[0]!);
        },
        async (changes) => ({
          ...(await refusal(changes)),
          results: changes.map((each) => rejectionOf(each, code)),
        }),
      );
      await push();
      expect(await device.outbox()).toEqual([]);
    },
  );

  it('do not take a correction for what was refused before it', async () => {
    const [id] = await record('一');
    server.answerTo = (change) => rejectionOf(change, 'change-malformed');
    answerAfter(async () => {
      await push();
      await device.edit({ name: '直した' }, id);
    }, refusal);
    await push();
    expect(await device.outbox()).toMatchObject([
      { state: 'quarantined', change: { fields: { name: '直した' } } },
    ]);
    expect(server.pushes.flat().map(({ fields }) => fields['name'])).toEqual(['一', '直した']);
  });
});
