// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SyncSchedule, type RoundOutcome } from '#client/sync/schedule.ts';

const MINUTE = 60_000;

let schedule: SyncSchedule;
let rounds: number;
/** Ends the round under way. */
let end: (outcome: RoundOutcome) => void;

beforeEach(() => {
  vi.useFakeTimers();
  rounds = 0;
  const round = (): Promise<RoundOutcome> => {
    rounds += 1;
    return new Promise((resolve) => (end = resolve));
  };
  schedule = new SyncSchedule({ round, random: () => 1 });
});

afterEach(() => {
  schedule.stop();
  vi.useRealTimers();
});

async function endRound(outcome: RoundOutcome): Promise<void> {
  end(outcome);
  await vi.advanceTimersByTimeAsync(0);
}

it('sends what is saved two seconds later, and what follows it together', async () => {
  schedule.afterSave();
  await vi.advanceTimersByTimeAsync(1_500);
  schedule.afterSave();
  await vi.advanceTimersByTimeAsync(1_500);
  expect(rounds).toBe(0);
  await vi.advanceTimersByTimeAsync(500);
  expect(rounds).toBe(1);
});

it('does not leave to the next idle round what was saved while one was under way', async () => {
  void schedule.now();
  schedule.afterSave();
  await endRound('done');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(rounds).toBe(2);
  await endRound('done');
  await vi.advanceTimersByTimeAsync(4 * MINUTE);
  expect(rounds).toBe(2);
});

it('comes back by itself after five minutes', async () => {
  void schedule.now();
  await endRound('done');
  await vi.advanceTimersByTimeAsync(5 * MINUTE - 1);
  expect(rounds).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(rounds).toBe(2);
});

it('waits longer each time while the server cannot be reached, whatever was saved, but tries as soon as a network is told of', async () => {
  schedule.start();
  await vi.advanceTimersByTimeAsync(1_000);
  await endRound('unreachable');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(rounds).toBe(2);
  schedule.afterSave();
  await endRound('unreachable');
  await vi.advanceTimersByTimeAsync(9_999);
  expect(rounds).toBe(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(rounds).toBe(3);
  await endRound('unreachable');
  window.dispatchEvent(new Event('online'));
  await vi.advanceTimersByTimeAsync(0);
  expect(rounds).toBe(4);
});

it('never runs two rounds at once: what is asked for meanwhile comes after', async () => {
  void schedule.now();
  void schedule.now();
  expect(rounds).toBe(1);
  await endRound('done');
  expect(rounds).toBe(2);
});
