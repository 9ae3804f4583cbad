import { expect, it, vi } from 'vitest';
import { stepWhenIdle } from '#client/browser/step-when-idle.ts';

it('does one step at each rest of the browser, and none once it is stopped', () => {
  const rests: (() => void)[] = [];
  vi.stubGlobal('window', { requestIdleCallback: (work: () => void) => rests.push(work) });
  const done: number[] = [];
  function* inThree(): Generator<undefined, void> {
    for (const step of [1, 2, 3]) {
      done.push(step);
      yield;
    }
  }
  const stop = stepWhenIdle(inThree());
  expect(done).toEqual([]);
  rests.shift()!();
  rests.shift()!();
  expect(done).toEqual([1, 2]);
  stop();
  for (const rest of rests) rest();
  expect(done).toEqual([1, 2]);
  vi.unstubAllGlobals();
});
