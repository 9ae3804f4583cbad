import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef } from 'vue';
import { hearIssues, prepareInSteps } from '#domain/advice/heard-problems.ts';
import { rankProgrammes } from '#domain/advice/matching.ts';
import type { ProblemWords } from '#domain/advice/problem-words.ts';
import type { Standing } from '#domain/catalogue/in-force.ts';
import type { IssueProgrammeLink } from '#domain/catalogue/issue-links.ts';
import type { Catalogue } from '#domain/catalogue/model.ts';
import { filterProgrammes, type ProgrammeFilter } from '#domain/catalogue/search/search-filter.ts';
import { describePlainly } from '#domain/catalogue/plain-sentence.ts';
import { stepWhenIdle } from '#client/browser/step-when-idle.ts';
import { useDocument } from '#client/records/documents.ts';

/** A programme that answers an issue. */
export interface HeardProgramme {
  key: string;
  name: string;
  /** What it does, in one sentence. */
  sentence: string;
  standing: Standing;
}

/** An issue that was heard in what was typed, and the programmes for it, the best first. */
export interface HeardIssueProgrammes {
  issue: string;
  programmes: readonly HeardProgramme[];
}

/** Nobody reads what follows from half a word: the list follows each key, this a rest in typing. */
const QUIET_MS = 150;
const MOST_ISSUES = 2;

/**
 * The issues that are heard in the words of a search (人手不足), with the programmes for them;
 * apart from those that hold the words themselves. Empty where nothing is heard.
 */
export function useHeardProgrammes(
  catalogue: () => Catalogue | undefined,
  text: () => string,
  filter: () => ProgrammeFilter,
  fiscalYear: number,
): { heard: ComputedRef<readonly HeardIssueProgrammes[]>; settled: ComputedRef<boolean> } {
  const links = useDocument('issue-links');
  const words = useDocument('problem-words');
  const all = shallowRef<readonly HeardIssueProgrammes[]>([]);
  const heardText = ref('');
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Before the first key: thousands of phrases take a cheap phone most of a second.
  watch(
    words.data,
    (vocabulary, _, onCleanup) => {
      if (vocabulary) onCleanup(stepWhenIdle(prepareInSteps(vocabulary)));
    },
    { immediate: true },
  );

  function listen(): void {
    const edition = catalogue();
    heardText.value = text();
    all.value =
      edition && links.data.value && words.data.value
        ? listHeard(edition, links.data.value, words.data.value, text(), fiscalYear)
        : [];
  }

  watch(
    [text, catalogue, links.data, words.data],
    ([now], [before]) => {
      clearTimeout(timer);
      if (now.trim() === '') listen();
      else timer = setTimeout(listen, now === before ? 0 : QUIET_MS);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearTimeout(timer));
  const heard = computed(() => {
    const kept = new Set(
      filterProgrammes(
        (catalogue()?.programmes ?? []).map((programme) => ({ programme })),
        filter(),
        fiscalYear,
      ).map(({ programme }) => programme.key),
    );
    return all.value.flatMap(({ issue, programmes }) => {
      const passing = programmes.filter(({ key }) => kept.has(key));
      return passing.length > 0 ? [{ issue, programmes: passing }] : [];
    });
  });
  return { heard, settled: computed(() => heardText.value === text()) };
}

function listHeard(
  catalogue: Catalogue,
  links: readonly IssueProgrammeLink[],
  vocabulary: readonly ProblemWords[],
  text: string,
  fiscalYear: number,
): HeardIssueProgrammes[] {
  if (text.trim() === '') return [];
  const issues = hearIssues(vocabulary, text).slice(0, MOST_ISSUES);
  const byKey = new Map(catalogue.programmes.map((programme) => [programme.key, programme]));
  return issues.flatMap((issue) => {
    const programmes = rankProgrammes({
      catalogue,
      links,
      vocabulary,
      company: {},
      issues: [issue],
      situation: text,
      fiscalYear,
    }).map(({ programme, name, standing }) => ({
      key: programme,
      name,
      standing,
      sentence: describePlainly(byKey.get(programme)!),
    }));
    return programmes.length > 0 ? [{ issue, programmes }] : [];
  });
}
