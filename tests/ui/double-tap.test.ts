import { expect, it } from 'vitest';
import { isSecondTap } from '#ui/double-tap.ts';

let nowMs = 0;
function click(afterMs: number, given: Partial<PointerEvent>): boolean {
  nowMs += afterMs;
  return isSecondTap({
    timeStamp: nowMs,
    detail: 1,
    isTrusted: true,
    pointerType: 'touch',
    ...given,
  } as PointerEvent);
}

it('tells the second of two quick taps, which would pass a screen unread', () => {
  expect(click(5_000, {})).toBe(false);
  expect(click(200, {})).toBe(true);
  expect(click(200, {})).toBe(false);
});

it('goes by what a mouse counts, so that whoever clicks fast on purpose is not held up', () => {
  expect(click(5_000, { pointerType: 'mouse' })).toBe(false);
  expect(click(100, { pointerType: 'mouse' })).toBe(false);
  expect(click(100, { pointerType: 'mouse', detail: 2 })).toBe(true);
});

it('takes a key that is held for one press', () => {
  expect(click(5_000, { pointerType: '', detail: 0 })).toBe(false);
  expect(click(30, { pointerType: '', detail: 0 })).toBe(true);
});
