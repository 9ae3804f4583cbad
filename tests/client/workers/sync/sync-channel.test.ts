import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SyncChannel, warmUpSync } from '#client/workers/sync/sync-channel.ts';
import { scriptWorkers, type ScriptedWorker } from '#tests/support/scripted-workers.ts';

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

it.each<[string, (worker: ScriptedWorker) => void, string]>([
  ['could not be fetched', (worker) => worker.fail(), 'could not be fetched'],
  ['broke', (worker) => worker.fail('x is not defined'), 'x is not defined'],
  [
    'threw in a round',
    (worker) => worker.reply({ id: 1, kind: 'failure', message: 'the disk is full' }),
    'the disk is full',
  ],
])(
  'says that it failed when the worker %s, and tries the next round with a new one',
  async (_case, act, said) => {
    const round = channel.round(REQUEST, () => {});
    act(workers[0]!);
    expect(await round).toEqual({
      state: 'failed',
      error: expect.stringContaining(said),
      outcome: 'unreachable',
    });
    expect(workers[0]!.isTerminated).toBe(true);
    const next = channel.round(REQUEST, () => {});
    workers[1]!.reply({ id: 1, kind: 'answer', answer: DONE });
    expect(await next).toEqual(DONE);
  },
);
