import { onMounted, reactive, shallowRef } from 'vue';
import { answerReferred, listReferred } from '#client/api/referrals-api.ts';
import { useAttempt } from '#client/api/use-attempt.ts';
import type { RecipientAnswerInput, ReferredCase } from '#protocol/referrals.ts';

/**
 * What was referred to the own institution. It stays on the server: what was agreed to may be taken back, and
 * a copy on a device would go on saying it.
 */
export function useReferred() {
  const cases = shallowRef<ReferredCase[] | null>(null);
  const { attempt, isBusy, isUnreachable, problem } = useAttempt();

  async function load(): Promise<void> {
    const list = await attempt(listReferred);
    if (list) cases.value = list;
  }

  /** Gives whether the answer was taken; the list stands as it is afterwards. */
  async function answer(id: string, said: RecipientAnswerInput): Promise<boolean> {
    const list = await attempt(async () => {
      await answerReferred(id, said);
      return listReferred();
    });
    if (list) cases.value = list;
    return list !== undefined;
  }

  onMounted(load);
  return reactive({ cases, isBusy, isUnreachable, problem, load, answer });
}
