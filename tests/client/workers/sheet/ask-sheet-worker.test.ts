import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Unreachable } from '#client/api/http.ts';
import { askSheetWorker } from '#client/workers/sheet/ask-sheet-worker.ts';
import { scriptWorkers, type ScriptedWorker } from '#tests/support/scripted-workers.ts';

let workers: ScriptedWorker[];
beforeEach(() => {
  vi.useFakeTimers();
  workers = scriptWorkers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('ends the worker with its answer', async () => {
  const asked = askSheetWorker('read', { bytes: new ArrayBuffer(1) });
  workers[0]!.reply({ id: 1, kind: 'answer', answer: { fault: { reason: 'empty' } } });
  expect(await asked).toEqual({ fault: { reason: 'empty' } });
  expect(workers[0]!.isTerminated).toBe(true);
});

it('tells a worker that cannot be fetched, as without a network, from one that breaks', async () => {
  const [fetched, broken] = [1, 2].map(() => askSheetWorker('read', { bytes: new ArrayBuffer(1) }));
  workers[0]!.fail();
  workers[1]!.fail('x is not defined');
  await expect(fetched).rejects.toBeInstanceOf(Unreachable);
  await expect(broken).rejects.toMatchObject({ reason: 'broken', message: 'x is not defined' });
});

it('does not wait for ever for a worker that hangs', async () => {
  const asked = askSheetWorker('read', { bytes: new ArrayBuffer(1) }).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await asked).toMatchObject({ reason: 'silent' });
  expect(workers[0]!.isTerminated).toBe(true);
});
