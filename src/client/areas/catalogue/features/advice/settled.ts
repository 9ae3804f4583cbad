import { onScopeDispose, ref, watch, type Ref } from 'vue';

/**
 * A text once nobody has changed it for a while, so that what follows from it stays still under
 * the hand of whoever types it; at once when it becomes the text of another subject.
 */
export function useSettled(
  text: () => string,
  subject: () => string,
  quietMs: number,
): Readonly<Ref<string>> {
  const settled = ref(text());
  let timer: ReturnType<typeof setTimeout> | undefined;

  watch([text, subject], ([now, of], [, before]) => {
    clearTimeout(timer);
    if (of !== before) settled.value = now;
    else timer = setTimeout(() => (settled.value = now), quietMs);
  });
  onScopeDispose(() => clearTimeout(timer));
  return settled;
}
