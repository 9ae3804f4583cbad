import { reactive, shallowRef } from 'vue';
import * as api from '#client/api/frames-api.ts';
import { useAttempt } from '#client/api/use-attempt.ts';
import type { FrameListSummary, UpdateFrameList } from '#protocol/frames.ts';

/** The centre's lists of addresses, as the server tells them. */
export function useFrames() {
  const { attempt, ...attempts } = useAttempt();
  const lists = shallowRef<FrameListSummary[]>();

  async function load(): Promise<void> {
    lists.value = (await attempt(api.listFrames)) ?? lists.value;
  }

  function find(id: string): FrameListSummary | undefined {
    return lists.value?.find((list) => list.id === id);
  }

  function replace(list: FrameListSummary | undefined): boolean {
    if (list) lists.value = lists.value?.map((each) => (each.id === list.id ? list : each));
    return list !== undefined;
  }

  /** Renames a list or sets the end of its licence; whether it worked. */
  async function change(id: string, changes: UpdateFrameList): Promise<boolean> {
    return replace(await attempt(() => api.updateFrame(id, changes)));
  }

  /** Deletes a list's names and addresses for ever; whether it worked. */
  async function end({ id, revision }: FrameListSummary): Promise<boolean> {
    return replace(await attempt(() => api.endFrame(id, revision)));
  }

  return reactive({ ...attempts, lists, load, find, change, end });
}
