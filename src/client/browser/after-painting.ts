import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';

/**
 * Follows a value, each time once the page has been painted with it: for what may come a moment later than what the
 * person waits for.
 */
export function useAfterPainting<Value>(
  value: () => Value | undefined,
): Readonly<ShallowRef<Value | undefined>> {
  const followed = shallowRef<Value>();
  let frame = 0;
  let task: ReturnType<typeof setTimeout> | undefined;
  function forget(): void {
    cancelAnimationFrame(frame);
    clearTimeout(task);
  }
  watch(
    value,
    (next) => {
      forget();
      // A task that is made in a frame may still come before the frame is drawn, one in the frame after it does not.
      frame = requestAnimationFrame(() => {
        frame = requestAnimationFrame(() => {
          task = setTimeout(() => (followed.value = next));
        });
      });
    },
    { immediate: true },
  );
  onScopeDispose(forget);
  return followed;
}
