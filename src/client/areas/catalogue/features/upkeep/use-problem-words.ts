import { onMounted, reactive, ref, shallowRef } from 'vue';
import { canonicalJson } from '#domain/canonical/json.ts';
import type { ProblemWords } from '#domain/advice/problem-words.ts';
import { fetchProblemWords, putProblemWords } from '#client/api/catalogue-api.ts';
import { ApiProblem } from '#client/api/http.ts';
import { useAttempt } from '#client/api/use-attempt.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import { refreshDocuments } from '#client/sync/refresh-documents.ts';
import type { ProblemWordsDetail } from '#protocol/catalogue.ts';

/** The words for problems as the server has them; each change is sent at once. */
export function useProblemWords() {
  const { db } = useWorkspace();
  const { attempt, ...state } = useAttempt();
  const detail = shallowRef<ProblemWordsDetail | null>(null);
  const isReady = ref(false);
  /** Somebody else has changed the very entry that was to be changed; nothing was. */
  const isOvertaken = ref(false);

  async function load(): Promise<void> {
    await attempt(async () => {
      detail.value = await fetchProblemWords();
      isReady.value = true;
    });
  }

  /** Puts an entry in place of the one it was made from, or beside the others; true when the server has it. */
  function put(entry: ProblemWords, before?: ProblemWords): Promise<boolean> {
    return change(before, (entries, at) =>
      at === undefined ? [...entries, entry] : entries.map((other, place) => (place === at ? entry : other)),
    );
  }

  /** Takes out an entry as it was shown; true when the server has done so. */
  function remove(entry: ProblemWords): Promise<boolean> {
    return change(entry, (entries, at) => entries.filter((_, place) => place !== at));
  }

  /** A change says what becomes of one entry, so that it can be made once more on somebody else's newer list. */
  async function change(
    before: ProblemWords | undefined,
    edit: (entries: readonly ProblemWords[], at: number | undefined) => ProblemWords[],
  ): Promise<boolean> {
    isOvertaken.value = false;
    const isDone = await attempt(async () => {
      try {
        return await send(detail.value ?? (await fetchProblemWords()));
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.code !== 'problem-words-changed') throw error;
        return send(await fetchProblemWords());
      }
    });
    // What the person has changed is to be heard on this device at once; without a network it comes with the next sync.
    if (isDone) await refreshDocuments(db).catch(() => undefined);
    return isDone ?? false;

    async function send(onto: ProblemWordsDetail): Promise<boolean> {
      detail.value = onto;
      const at = before && onto.entries.findIndex((other) => isSame(other, before));
      if (at === -1) {
        isOvertaken.value = true;
        return false;
      }
      detail.value = await putProblemWords(edit(onto.entries, at), onto.revision);
      return true;
    }
  }

  function forget(): void {
    isOvertaken.value = false;
    state.forget();
  }

  onMounted(load);
  return reactive({ detail, isReady, isOvertaken, ...state, forget, load, put, remove });
}

function isSame(one: ProblemWords, other: ProblemWords): boolean {
  return canonicalJson(one) === canonicalJson(other);
}
