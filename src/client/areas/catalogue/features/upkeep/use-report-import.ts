import { computed, reactive, ref, shallowRef } from 'vue';
import { importReport, tryReport } from '#client/api/catalogue-api.ts';
import { ApiProblem } from '#client/api/http.ts';
import { useAttempt } from '#client/api/use-attempt.ts';
import { decodeText, UndecodableText } from '#client/workers/decode-text.ts';
import type { EditionSummary, ReportDryRun } from '#protocol/catalogue.ts';
import { countUndecided, listDecisions, type Answers, type Overrules } from './matching-decisions.ts';

/** An annual report on its way into the catalogue: the file, what the server would make of it, and what is decided. */
export function useReportImport() {
  const { attempt, ...state } = useAttempt();
  const fileName = ref('');
  const text = ref('');
  const undecodable = shallowRef<UndecodableText | null>(null);
  const hasFailed = ref(false);
  /** What the server said last, and to which overrules. */
  const dryRun = shallowRef<ReportDryRun | null>(null);
  const dryRunOf = shallowRef<Overrules>({});
  const answers = shallowRef<Answers>({});
  const overrules = shallowRef<Overrules>({});
  const acceptsDifferences = ref(false);

  const undecidedCount = computed(() =>
    dryRun.value ? countUndecided(dryRun.value.matching, answers.value) : 0,
  );
  const isReady = computed(
    () =>
      dryRun.value !== null &&
      undecidedCount.value === 0 &&
      (dryRun.value.differences.length === 0 || acceptsDifferences.value),
  );

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
    await tryOut();
  }

  /** The dry run, made anew for what has been overruled meanwhile; one that does not work leaves the last. */
  async function tryOut(): Promise<void> {
    const isTried = await attempt(async () => {
      await ask();
      return true;
    });
    if (isTried && dryRunOf.value !== overrules.value) await tryOut();
  }

  async function ask(): Promise<void> {
    const asked = overrules.value;
    dryRun.value = await tryReport(text.value, listDecisions(asked));
    dryRunOf.value = asked;
  }

  /** Takes a person's word over the rules': what follows for the other programmes is for the server to say. */
  async function overrule(changed: Overrules): Promise<void> {
    overrules.value = changed;
    await tryOut();
  }

  /** Imports the report into the draft of its year; `undefined` when it did not work or something has to be decided first. */
  async function write(): Promise<EditionSummary | undefined> {
    if (dryRunOf.value !== overrules.value) await tryOut();
    const run = dryRun.value;
    if (!run || !isReady.value || dryRunOf.value !== overrules.value) return undefined;
    const decisions = listDecisions(overrules.value, answers.value, run.matching);
    return attempt(async () => {
      try {
        return await importReport({
          text: text.value,
          revision: run.edition?.revision ?? 0,
          decisions,
          acceptsDifferences: acceptsDifferences.value,
        });
      } catch (error) {
        // What the person looked at is no longer so: the new state comes with the problem.
        if (error instanceof ApiProblem && error.code === 'edition-changed') await ask();
        throw error;
      }
    });
  }

  function startOver(): void {
    text.value = '';
    undecodable.value = null;
    hasFailed.value = false;
    dryRun.value = null;
    answers.value = {};
    overrules.value = {};
    acceptsDifferences.value = false;
    state.forget();
  }

  return reactive({
    fileName,
    undecodable,
    hasFailed,
    dryRun,
    answers,
    overrules,
    acceptsDifferences,
    undecidedCount,
    isReady,
    ...state,
    readFile,
    tryOut,
    overrule,
    write,
    startOver,
  });
}
