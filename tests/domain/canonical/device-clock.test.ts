import { expect, it } from 'vitest';
import { isClockWrong } from '#domain/canonical/device-clock.ts';

const HEARD = '2026-11-20T01:00:00.000Z';

it.each([
  ['as the server said an hour ago', '2026-11-20T02:00:00.000Z', 0, false],
  ['a month later, without a network', '2026-12-20T02:00:00.000Z', 0, false],
  ['a few minutes behind', '2026-11-20T00:51:00.000Z', 0, false],
  ['a quarter of an hour before it last heard the server', '2026-11-20T00:45:00.000Z', 0, true],
  ['years before', '2019-01-01T00:00:00.000Z', 0, true],
  ['ahead of the server', '2026-11-20T01:00:00.000Z', -660_000, true],
  ['behind the server', '2026-11-20T01:00:00.000Z', 660_000, true],
  ['off by little', '2026-11-20T01:00:00.000Z', 540_000, false],
])('knows of a clock that stands %s', (_how, now, offsetMs, isWrong) => {
  expect(isClockWrong(now, { serverTime: HEARD, offsetMs })).toBe(isWrong);
});

it('knows nothing before the server was first heard', () => {
  expect(isClockWrong('2019-01-01T00:00:00.000Z', { serverTime: undefined, offsetMs: 0 })).toBe(false);
});
