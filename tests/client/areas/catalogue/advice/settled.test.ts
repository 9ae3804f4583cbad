import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { effectScope, nextTick, ref } from 'vue';
import { useSettled } from '#client/areas/catalogue/features/advice/settled.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('follows a text once it rests, and another subject’s at once', async () => {
  const text = ref('言い');
  const subject = ref('a');
  const scope = effectScope();
  const settled = scope.run(() =>
    useSettled(
      () => text.value,
      () => subject.value,
      1500,
    ),
  )!;
  for (const typed of ['言いたい', '言いたいこと']) {
    text.value = typed;
    await nextTick();
    vi.advanceTimersByTime(1499);
    expect(settled.value).toBe('言い');
  }
  vi.advanceTimersByTime(1);
  expect(settled.value).toBe('言いたいこと');

  text.value = '別の会社のこと';
  subject.value = 'b';
  await nextTick();
  expect(settled.value).toBe('別の会社のこと');

  text.value = '閉じた画面では';
  await nextTick();
  scope.stop();
  vi.runAllTimers();
  expect(settled.value).toBe('別の会社のこと');
});
