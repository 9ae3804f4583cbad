import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';

/** Does something once the page has been painted as it is now. @returns the way to give it up */
export function afterPainting(work: () => void): () => void {
  let task: ReturnType<typeof setTimeout> | undefined;
  // A task that is made in a frame may still come before the frame is drawn, one in the frame after it does not.
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(() => {
      task = setTimeout(work);
    });
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(task);
  };
}

/**
 * Follows a value, each time once the page has been painted with it: for what may come a moment later than what the
 * person waits for.
 */
export function useAfterPainting<Value>(
  value: () => Value | undefined,
): Readonly<ShallowRef<Value | undefined>> {
  const followed = shallowRef<Value>();
  let giveUp = (): void => {};
  watch(
    value,
    (next) => {
      giveUp();
      giveUp = afterPainting(() => (followed.value = next));
    },
    { immediate: true },
  );
  onScopeDispose(() => giveUp());
  return followed;
}
