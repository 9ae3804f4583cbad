import { onBeforeUnmount, onMounted, readonly, ref, type DeepReadonly, type Ref } from 'vue';
import type { Instant } from '#domain/canonical/dates.ts';

const EVERY_MS = 30_000;

/** The time now, fresh enough for "3分前": renewed twice a minute and when the app comes back to the front. */
export function useNow(): DeepReadonly<Ref<Instant>> {
  const now = ref(new Date().toISOString());
  let timer: ReturnType<typeof setInterval> | undefined;
  const renew = (): void => {
    now.value = new Date().toISOString();
  };
  onMounted(() => {
    timer = setInterval(renew, EVERY_MS);
    document.addEventListener('visibilitychange', renew);
  });
  onBeforeUnmount(() => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', renew);
  });
  return readonly(now);
}
