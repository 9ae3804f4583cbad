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

it('looks whether the server is there when a network is said to be gone, and when somebody comes back to it', async () => {
  schedule.start();
  await vi.advanceTimersByTimeAsync(1_000);
  await endRound('done');
  window.dispatchEvent(new Event('offline'));
  await vi.advanceTimersByTimeAsync(0);
  expect(rounds).toBe(2);
  await endRound('done');
  await vi.advanceTimersByTimeAsync(59_000);
  window.dispatchEvent(new Event('pointerdown'));
  await vi.advanceTimersByTimeAsync(0);
  expect(rounds).toBe(2);
  await vi.advanceTimersByTimeAsync(2_000);
  window.dispatchEvent(new Event('pointerdown'));
  window.dispatchEvent(new Event('pointerdown'));
  await vi.advanceTimersByTimeAsync(0);
  expect(rounds).toBe(3);
});

it('never runs two rounds at once: what is asked for meanwhile comes after', async () => {
  void schedule.now();
  void schedule.now();
  expect(rounds).toBe(1);
  await endRound('done');
  expect(rounds).toBe(2);
});

it('begins soon after the start, and when the page is looked at again, not when it is left', async () => {
  schedule.start();
  await vi.advanceTimersByTimeAsync(500);
  expect(rounds).toBe(1);
  await endRound('done');
  const looked = vi.spyOn(document, 'visibilityState', 'get');
  for (const [state, expected] of [
    ['hidden', 1],
    ['visible', 2],
  ] as const) {
    looked.mockReturnValue(state);
    document.dispatchEvent(new Event('visibilitychange'));
    await vi.advanceTimersByTimeAsync(0);
    expect(rounds).toBe(expected);
  }
  looked.mockRestore();
});

it('does nothing any more once it is stopped', async () => {
  schedule.start();
  await vi.advanceTimersByTimeAsync(1_000);
  await endRound('done');
  schedule.afterSave();
  schedule.stop();
  schedule.afterSave();
  window.dispatchEvent(new Event('online'));
  document.dispatchEvent(new Event('visibilitychange'));
  await vi.advanceTimersByTimeAsync(10 * MINUTE);
  expect(rounds).toBe(1);
});

it('does nothing after a round that was under way when it was stopped', async () => {
  void schedule.now();
  schedule.stop();
  await endRound('done');
  await vi.advanceTimersByTimeAsync(10 * MINUTE);
  expect(rounds).toBe(1);
});

/** How long after the end of a round the next one begins. */
async function waitForNext(): Promise<number> {
  const endedAt = Date.now();
  for (const before = rounds; ;) {
    await vi.advanceTimersToNextTimerAsync();
    if (rounds > before) return Date.now() - endedAt;
  }
}

it('waits twice as long after each failure, ten minutes at the most, and begins anew after a success', async () => {
  const waits: number[] = [];
  void schedule.now();
  for (let failure = 1; failure <= 9; failure += 1) {
    await endRound('unreachable');
    waits.push((await waitForNext()) / 1000);
  }
  expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 600, 600]);
  await endRound('done');
  expect(await waitForNext()).toBe(5 * MINUTE);
  await endRound('unreachable');
  expect(await waitForNext()).toBe(5_000);
});

it('comes back after between half the time and the whole, so that devices do not all come at once', async () => {
  const waits: number[] = [];
  for (const random of [0, 0.5, 1]) {
    const jittery = new SyncSchedule({
      round: () => new Promise((resolve) => (end = resolve)),
      random: () => random,
    });
    void jittery.now();
    const endedAt = Date.now();
    await endRound('unreachable');
    await vi.advanceTimersToNextTimerAsync();
    waits.push(Date.now() - endedAt);
    jittery.stop();
  }
  expect(waits).toEqual([2_500, 3_750, 5_000]);
});

it('leaves a round that needs a person alone for five minutes, whatever is saved or asked for meanwhile', async () => {
  void schedule.now();
  schedule.afterSave();
  void schedule.now();
  await endRound('needsPerson');
  expect(rounds).toBe(1);
  expect(await waitForNext()).toBe(5 * MINUTE);
});

it('sends at once what is saved while a round that needs a person is over', async () => {
  void schedule.now();
  await endRound('needsPerson');
  schedule.afterSave();
  expect(await waitForNext()).toBe(2_000);
});

it('has one round for a save that is sent by hand before its time', async () => {
  schedule.afterSave();
  void schedule.now();
  expect(rounds).toBe(1);
  await endRound('done');
  await vi.advanceTimersByTimeAsync(4 * MINUTE);
  expect(rounds).toBe(1);
});

it('says when it is done: after what was asked for meanwhile, too', async () => {
  let isDone = false;
  const done = schedule.now().then(() => (isDone = true));
  await schedule.now();
  await endRound('done');
  expect([rounds, isDone]).toEqual([2, false]);
  await endRound('done');
  await done;
  expect([rounds, isDone]).toEqual([2, true]);
});

it('rests for as long as the server asks, within bounds', async () => {
  const waits: number[] = [];
  void schedule.now();
  for (const seconds of [120, 1, 7 * 24 * 3600]) {
    schedule.restFor(seconds);
    await endRound('done');
    waits.push((await waitForNext()) / 1000);
  }
  expect(waits).toEqual([120, 30, 3600]);
});
