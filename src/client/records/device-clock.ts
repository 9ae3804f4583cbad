import { computed, type ComputedRef } from 'vue';
import { isClockWrong, type HeardTime } from '#domain/canonical/device-clock.ts';
import { useNow } from '#ui/use-now.ts';
import { useLiveQuery } from './live-query.ts';
import { useWorkspace } from './workspace.ts';

/** Whether the clock of this device is known to be wrong, see `isClockWrong`; known without a network too. */
export function useIsClockWrong(): ComputedRef<boolean> {
  const { db } = useWorkspace();
  const now = useNow();
  const heard = useLiveQuery(
    async (): Promise<HeardTime> => ({
      serverTime: await db.getMeta('lastServerTime'),
      offsetMs: (await db.getMeta('clockOffsetMs')) ?? 0,
    }),
    { serverTime: undefined, offsetMs: 0 },
  );
  return computed(() => isClockWrong(now.value, heard.data.value));
}
