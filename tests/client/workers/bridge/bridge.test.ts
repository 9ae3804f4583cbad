import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PostedReply } from '#client/workers/bridge/contract.ts';
import { serveRequests, type Desk } from '#client/workers/bridge/serve-requests.ts';
import { isClosed, WorkerLink } from '#client/workers/bridge/worker-link.ts';
import { ScriptedWorker } from '#tests/support/scripted-workers.ts';
import { linkInThread } from '#tests/support/worker-stand-in.ts';

type Mill = {
  grind: { request: { grains: number }; answer: string; progress: number };
  weigh: { request: ArrayBuffer; answer: ArrayBuffer };
  hang: { request: null; answer: never; progress: string };
};

const mill: Desk<Mill> = {
  async grind({ grains }, tell) {
    if (grains < 0) throw new RangeError(`no ${grains} grains`);
    for (let done = 1; done <= grains; done += 1) {
      tell(done);
      await Promise.resolve();
    }
    return `flour of ${grains}`;
  },
  weigh: (sack) => sack.slice(0, sack.byteLength / 2),
  hang: () => new Promise(() => {}),
};

let link: WorkerLink<Mill> | undefined;
afterEach(() => {
  vi.useRealTimers();
  link?.close();
});

it('brings each answer to its own question, and what is told on the way to who asked', async () => {
  link = linkInThread<Mill>(mill);
  const [three, one]: [number[], number[]] = [[], []];
  const answers = await Promise.all([
    link.ask('grind', { grains: 3 }, { onProgress: (done) => three.push(done) }),
    link.ask('grind', { grains: 1 }, { onProgress: (done) => one.push(done) }),
  ]);
  expect(answers).toEqual(['flour of 3', 'flour of 1']);
  expect([three, one]).toEqual([[1, 2, 3], [1]]);
});

it('hands a buffer over instead of copying it', async () => {
  link = linkInThread<Mill>(mill);
  const sack = new ArrayBuffer(8);
  expect((await link.ask('weigh', sack)).byteLength).toBe(4);
  expect(sack.byteLength).toBe(0);
});

it('tells who asked what the desk threw, and can be asked on', async () => {
  link = linkInThread<Mill>(mill);
  await expect(link.ask('grind', { grains: -1 })).rejects.toMatchObject({
    reason: 'failed',
    message: 'no -1 grains',
  });
  expect(await link.ask('grind', { grains: 1 })).toBe('flour of 1');
});

it('tells who asked that an answer or a request has no form to be sent in', async () => {
  link = linkInThread<Mill>({ ...mill, grind: () => (() => 'flour') as never });
  await expect(link.ask('grind', { grains: 1 })).rejects.toMatchObject({ reason: 'failed' });
  await expect(link.ask('grind', { grains: () => 1 } as never)).rejects.toThrow(/could not be cloned/);
  expect((await link.ask('weigh', new ArrayBuffer(2))).byteLength).toBe(1);
});

it('ends in the middle of the work, and whoever waits or asks later hears of it', async () => {
  const terminate = vi.fn();
  link = linkInThread<Mill>(mill, terminate);
  const waiting = link.ask('hang', null);
  link.close();
  expect(await waiting.catch(isClosed)).toBe(true);
  expect(await link.ask('grind', { grains: 1 }).catch(isClosed)).toBe(true);
  expect(terminate).toHaveBeenCalled();
});

it.each<[string, (worker: ScriptedWorker) => void, object]>([
  ['its script cannot be fetched', (worker) => worker.fail(), { reason: 'notLoaded' }],
  [
    'its script breaks',
    (worker) => worker.fail('x is not defined'),
    { reason: 'broken', message: 'x is not defined' },
  ],
  [
    'what it says is unreadable',
    (worker) => worker.dispatchEvent(new Event('messageerror')),
    { reason: 'broken' },
  ],
])('tells all who wait, and who ask later, that %s', async (_case, act, failure) => {
  const worker = new ScriptedWorker();
  link = new WorkerLink<Mill>(worker);
  const waiting = [link.ask('hang', null), link.ask('grind', { grains: 1 })];
  act(worker);
  for (const asked of [...waiting, link.ask('grind', { grains: 2 })])
    await expect(asked).rejects.toMatchObject(failure);
  expect(worker.isTerminated).toBe(true);
});

it('gives a worker up that says nothing for too long, not one that is heard of or that has no end', async () => {
  vi.useFakeTimers();
  const worker = new ScriptedWorker();
  link = new WorkerLink<Mill>(worker);
  const endless = link.ask('hang', null, { patienceMs: Infinity }).catch((error: unknown) => error);
  const asked = link.ask('grind', { grains: 9 }, { patienceMs: 6_000 }).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(5_000);
  worker.reply({ id: 2, kind: 'progress', progress: 1 });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(worker.isTerminated).toBe(false);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await asked).toMatchObject({ reason: 'silent', message: 'no word about "grind" for 6 seconds' });
  expect(await endless).toMatchObject({ reason: 'silent' });
  expect(worker.isTerminated).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

describe('a worker that says that it is still at it', () => {
  const SECOND = 1_000;

  /** A worker in this thread on a clock of the test's, with work that does not end before it is told to. */
  function start(isMoving: () => boolean) {
    vi.useFakeTimers();
    let finish!: (flour: string) => void;
    const worker = new ScriptedWorker();
    const scope = new EventTarget();
    serveRequests<Mill>(
      Object.assign(scope, {
        postMessage: (message: unknown) => worker.reply(message as PostedReply),
      }) as never,
      { ...mill, grind: () => new Promise((resolve) => (finish = resolve)) },
      isMoving,
    );
    worker.postMessage = (request) =>
      void scope.dispatchEvent(Object.assign(new Event('message'), { data: request }));
    link = new WorkerLink<Mill>(worker);
    return { worker, finish: (flour: string) => finish(flour) };
  }

  it('is waited for as long as it does, and no beat is left when it is done', async () => {
    const { finish } = start(() => true);
    const asked = link!.ask('grind', { grains: 1 });
    await vi.advanceTimersByTimeAsync(3_600 * SECOND);
    finish('flour');
    expect(await asked).toBe('flour');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is given up once its work stands still', async () => {
    let isMoving = true;
    const { worker } = start(() => isMoving);
    const asked = link!.ask('grind', { grains: 1 }).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(600 * SECOND);
    expect(worker.isTerminated).toBe(false);
    isMoving = false;
    await vi.advanceTimersByTimeAsync(60 * SECOND);
    expect(await asked).toMatchObject({ reason: 'silent' });
    expect(worker.isTerminated).toBe(true);
  });

  it('is not taken for dead by a page that slept, and slept itself', async () => {
    const { worker, finish } = start(() => true);
    const asked = link!.ask('grind', { grains: 1 });
    await vi.advanceTimersByTimeAsync(9 * SECOND);
    // Frozen: the clock goes on, no timer of either side does.
    vi.setSystemTime(Date.now() + 3_600 * SECOND);
    await vi.advanceTimersByTimeAsync(11 * SECOND);
    expect(worker.isTerminated).toBe(false);
    finish('flour');
    expect(await asked).toBe('flour');
  });
});
