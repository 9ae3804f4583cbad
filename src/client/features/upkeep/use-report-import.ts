import { computed, reactive, ref, shallowRef } from 'vue';
import { importReport, tryReport } from '#client/api/catalogue-api.ts';
import { ApiProblem } from '#client/api/http.ts';
import { useAttempt } from '#client/api/use-attempt.ts';
import { decodeText, UndecodableText } from '#client/workers/decode-text.ts';
import type { EditionSummary, ReportDryRun } from '#protocol/catalogue.ts';
import { NEW_PROGRAMME } from './matching-decisions.ts';

/** An annual report on its way into the catalogue: the file, what the server would make of it, and what is decided. */
export function useReportImport() {
  const { attempt, ...state } = useAttempt();
  const fileName = ref('');
  const text = ref('');
  const undecodable = shallowRef<UndecodableText | null>(null);
  const hasFailed = ref(false);
  const dryRun = shallowRef<ReportDryRun | null>(null);
  /** By page: the key of the programme that it is, or `NEW_PROGRAMME`; what is absent is undecided. */
  const decisions = ref<Record<number, string>>({});
  const acceptsDifferences = ref(false);

  const undecidedCount = computed(() => dryRun.value?.matching.uncertain.filter(({ page }) => !decisions.value[page]).length ?? 0);
  const isReady = computed(() => dryRun.value !== null && undecidedCount.value === 0 && (dryRun.value.differences.length === 0 || acceptsDifferences.value));

  async function readFile(file: File): Promise<void> {
    startOver();
    fileName.value = file.name;
    try {
      text.value = decodeText(new Uint8Array(await file.arrayBuffer())).text;
    } catch (error) {
      if (error instanceof UndecodableText) undecodable.value = error;
      else hasFailed.value = true;
      return;
    }
    await tryAgain();
  }

  /** The dry run, also after someone else has changed the editions. */
  async function tryAgain(): Promise<void> {
    dryRun.value = (await attempt(() => tryReport(text.value))) ?? null;
  }

  /** Imports the report into the draft of its year; `undefined` when it did not work. */
  async function write(): Promise<EditionSummary | undefined> {
    const run = dryRun.value;
    if (!run) return undefined;
    const decided = run.matching.uncertain.flatMap(({ page }) => {
      const key = decisions.value[page];
      return key ? [{ page, key: key === NEW_PROGRAMME ? null : key }] : [];
    });
    return attempt(async () => {
      try {
        return await importReport({ text: text.value, revision: run.edition?.revision ?? 0, decisions: decided, acceptsDifferences: acceptsDifferences.value });
      } catch (error) {
        // What the person looked at is no longer so: the new state comes with the problem.
        if (error instanceof ApiProblem && error.code === 'edition-changed') dryRun.value = await tryReport(text.value);
        throw error;
      }
    });
  }

  function startOver(): void {
    text.value = '';
    undecodable.value = null;
    hasFailed.value = false;
    dryRun.value = null;
    decisions.value = {};
    acceptsDifferences.value = false;
    state.forget();
  }

  return reactive({ fileName, undecodable, hasFailed, dryRun, decisions, acceptsDifferences, undecidedCount, isReady, ...state, readFile, tryAgain, write, startOver });
}
