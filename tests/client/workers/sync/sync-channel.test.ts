import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BansoDatabase } from '#client/storage/database.ts';
import { createStepCounter } from '#client/workers/sync/step-counter.ts';
import { SyncChannel, warmUpSync } from '#client/workers/sync/sync-channel.ts';
import { ScriptedWorker, scriptWorkers } from '#tests/support/scripted-workers.ts';

const REQUEST = { centreId: 'centre', userId: 'sato', language: 'ja' as const };
const DONE = { state: 'idle', error: null, outcome: 'done' } as const;

let workers: ScriptedWorker[];
let channel: SyncChannel;
beforeEach(() => {
  workers = scriptWorkers();
  channel = new SyncChannel();
});
afterEach(() => {
  channel.close();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it('runs round after round in one worker, the one that was started ahead', async () => {
  warmUpSync();
  const received: number[] = [];
  for (const id of [1, 2]) {
    const round = channel.round(REQUEST, (records) => received.push(records));
    workers[0]!.reply({ id, kind: 'progress', progress: 500 });
    workers[0]!.reply({ id, kind: 'answer', answer: DONE });
    expect(await round).toEqual(DONE);
  }
  expect(received).toEqual([500, 500]);
  expect(workers).toHaveLength(1);
  expect(workers[0]!.requests.map(({ request }) => request)).toEqual([REQUEST, REQUEST]);
});

/** The next round begins with a new worker, and is answered. */
async function expectNewWorker(): Promise<void> {
  expect(workers[0]!.isTerminated).toBe(true);
  const next = channel.round(REQUEST, () => {});
  workers[1]!.reply({ id: 1, kind: 'answer', answer: DONE });
  expect(await next).toEqual(DONE);
}

it.each<[string, (worker: ScriptedWorker) => void]>([
  ['could not be fetched', (worker) => worker.fail()],
  ['broke', (worker) => worker.fail('x is not defined')],
  ['said something unreadable', (worker) => worker.dispatchEvent(new Event('messageerror'))],
  ['never loads, or died without a word', () => vi.advanceTimersByTime(60_000)],
  [
    'fell silent in the middle of its work',
    (worker) => {
      worker.reply({ id: 1, kind: 'progress', progress: 500 });
      for (let beats = 0; beats < 100; beats += 1) {
        worker.reply({ id: 1, kind: 'beat' });
        vi.advanceTimersByTime(5_000);
      }
      expect(worker.isTerminated).toBe(false);
      vi.advanceTimersByTime(60_000);
    },
  ],
])('says that it stopped when the worker %s, and goes on with a new one', async (_case, act) => {
  vi.useFakeTimers();
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const round = channel.round(REQUEST, () => {});
  act(workers[0]!);
  expect(await round).toEqual({ state: 'failed', error: null, outcome: 'unreachable', hasStopped: true });
  await expectNewWorker();
});

it('says what the worker threw in a round, and tries the next one with a new worker', async () => {
  const round = channel.round(REQUEST, () => {});
  workers[0]!.reply({ id: 1, kind: 'failure', message: 'the disk is full' });
  expect(await round).toEqual({ state: 'failed', error: 'the disk is full', outcome: 'unreachable' });
  await expectNewWorker();
});

it('ends also where the request has no form in which it could be sent', async () => {
  vi.spyOn(ScriptedWorker.prototype, 'postMessage').mockImplementation(
    (request) => void structuredClone(request),
  );
  const round = channel.round({ ...REQUEST, language: (() => 'ja') as never }, () => {});
  expect(await round).toMatchObject({ state: 'failed', outcome: 'unreachable' });
});

describe('a round', () => {
  it('is moving as long as it reads or writes, and not once it waits for ever', async () => {
    const db = new BansoDatabase('steps', 'sato', { indexedDB: new IDBFactory(), IDBKeyRange });
    const steps = createStepCounter();
    steps.follow(db);
    const isMovingAfter = (beats: number): boolean =>
      Array.from({ length: beats }, () => steps.isMoving()).at(-1)!;
    // Three minutes: longer than a request and the wait for another tab.
    expect(isMovingAfter(36)).toBe(true);
    expect(isMovingAfter(1)).toBe(false);
    await db.getMeta('deviceId');
    expect(isMovingAfter(36)).toBe(true);
    await db.transaction('rw', db.outbox, () => db.outbox.count());
    expect(isMovingAfter(36)).toBe(true);
    expect(isMovingAfter(1)).toBe(false);
    db.close();
  });
});
