import { expect, it } from 'vitest';
import { BatchSize } from '#client/sync/batch-size.ts';
import { MAX_PUSH_BYTES } from '#protocol/sync.ts';

const FIRST = 16 * 1024;

it.each([
  [0, 2],
  [5_000, 2],
  [5_001, 1],
  [15_000, 1],
  [15_001, 0.5],
])('after a batch that took %i ms the next has %f times the bytes', (tookMs, times) => {
  const size = new BatchSize();
  size.passed(tookMs);
  expect(size.bytes).toBe(FIRST * times);
});

it('never grows beyond what a push may have', () => {
  const size = new BatchSize();
  for (let batch = 0; batch < 20; batch += 1) size.passed(1);
  expect(size.bytes).toBe(MAX_PUSH_BYTES);
});

it('is half of what was not answered in time, and never grows by it', () => {
  const size = new BatchSize();
  size.timedOut(1_001);
  expect(size.bytes).toBe(501);
  size.timedOut(900_000);
  expect(size.bytes).toBe(251);
});
