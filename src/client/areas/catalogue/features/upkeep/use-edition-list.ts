import { onMounted, reactive, shallowRef } from 'vue';
import { createEdition, listEditions } from '#client/api/catalogue-api.ts';
import { useAttempt } from '#client/api/use-attempt.ts';
import type { CreateEdition, EditionSummary } from '#protocol/catalogue.ts';

/** The centre's editions as the server has them; without a network there is no list. */
export function useEditionList() {
  const { attempt, ...state } = useAttempt();
  const editions = shallowRef<EditionSummary[] | null>(null);

  async function load(): Promise<void> {
    editions.value = (await attempt(listEditions)) ?? editions.value;
  }

  /** Begins an edition. `undefined` when it did not work. */
  function create(edition: CreateEdition): Promise<EditionSummary | undefined> {
    return attempt(() => createEdition(edition));
  }

  onMounted(load);
  return reactive({ editions, ...state, load, create });
}
