import type { IssueCode } from '#domain/catalogue/issue-links.ts';
import { listGrams } from '#domain/catalogue/search/search-query.ts';
import {
  hasStems,
  listClauses,
  listStemsOfLines,
  splitCompound,
  type Clause,
  type PhraseStems,
} from './phrase-stems.ts';
import type { ProblemWords } from './problem-words.ts';
import { findAlike, prepareResemblance, type Resemblance } from './resemblance.ts';

/**
 * A vocabulary prepared for listening: thousands of phrases, of which a text can hold only those
 * of whose key it holds the characters.
 */
export interface ProblemVocabulary {
  entries: readonly ProblemWords[];
  /** The phrases by two characters, or one, without which none of them is said. */
  byKey: ReadonlyMap<string, readonly PreparedPhrase[]>;
  /** What texts resemble that say no phrase. */
  resemblance: Resemblance;
  /** The first phrase of each entry. */
  firstOf: ReadonlyMap<number, PreparedPhrase>;
}

interface PreparedPhrase {
  /** The place of its entry. */
  entry: number;
  phrase: string;
  stems: PhraseStems;
}

/** An entry of the vocabulary that was heard. */
export interface HeardProblem {
  words: ProblemWords;
  /** The phrase by which it was heard. */
  phrase: string;
  /** Up to the entry's weight: said in so many words; less where it is a part of what was said, or only resembles it. */
  strength: number;
  /** It was not said, what was said only resembles it. */
  isAlike?: true;
}

const vocabularies = new WeakMap<readonly ProblemWords[], ProblemVocabulary>();

/** So many phrases are prepared in a step, which a cheap phone does between two keys. */
const PHRASES_OF_A_STEP = 250;

/** Prepares a vocabulary for `hearProblems`; once for each list of entries, as long as it lives. */
export function prepareVocabulary(entries: readonly ProblemWords[]): ProblemVocabulary {
  for (const _ of prepareInSteps(entries));
  return vocabularies.get(entries)!;
}

/** The same in short steps, so that a screen may do it while nobody waits for it. */
export function* prepareInSteps(entries: readonly ProblemWords[]): Generator<undefined, void> {
  if (vocabularies.has(entries)) return;
  const said = entries.flatMap(({ ja, en }, entry) => [...ja, ...en].map((phrase) => ({ entry, phrase })));
  const phrases: PreparedPhrase[] = [];
  const keys: string[][] = [];
  const uses = new Map<string, number>();
  for (let start = 0; start < said.length; start += PHRASES_OF_A_STEP) {
    const some = said.slice(start, start + PHRASES_OF_A_STEP);
    const stems = listStemsOfLines(some.map(({ phrase }) => phrase));
    some.forEach((each, at) => {
      const its = listKeys(stems[at]!);
      for (const key of its) uses.set(key, (uses.get(key) ?? 0) + 1);
      keys.push(its);
      phrases.push({ ...each, stems: stems[at]! });
    });
    yield;
  }
  const byKey = new Map<string, PreparedPhrase[]>();
  for (const [at, phrase] of phrases.entries()) {
    const rarest = keys[at]!.reduce<string | undefined>(
      (best, key) => (best !== undefined && uses.get(best)! <= uses.get(key)! ? best : key),
      undefined,
    );
    if (rarest !== undefined) push(byKey, rarest, phrase);
    if (at % (4 * PHRASES_OF_A_STEP) === 0) yield;
  }
  const resemblance = yield* prepareResemblance(entries, phrases);
  const firstOf = new Map<number, PreparedPhrase>();
  for (const phrase of phrases) if (!firstOf.has(phrase.entry)) firstOf.set(phrase.entry, phrase);
  vocabularies.set(entries, { entries, byKey, resemblance, firstOf });
}

/** What a clause holds whenever it says a phrase: the pairs of characters in its longer stems, else a character. */
function listKeys({ stems }: PhraseStems): string[] {
  // English words are found without their endings, too, but never without their beginning.
  const pairs = stems.flatMap((stem) =>
    /^[a-z0-9]/.test(stem)
      ? stem.length > 1
        ? [stem.slice(0, 2)]
        : []
      : stem.length > 1
        ? (splitCompound(stem) ?? listGrams(stem))
        : [],
  );
  return pairs.length > 0 ? pairs : stems.slice(0, 1);
}

function push<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** How much a phrase counts that is only a part of a longer one that was said. */
const PART_SHARE = 0.5;
/** How much words count that only resemble what is said of a problem; beside what was said clearly they are nearly noise. */
const ALIKE_SHARE = 0.6;
const BESIDE_CLEAR_SHARE = 0.4;
const CLEAR_FROM = 2;
/** What is said of a problem is said in its first sentences; a screen does not wait for a novel. */
const MOST_CHARACTERS = 4000;

/** The problems that a text speaks of, the strongest first; the vocabulary's order decides between equals. */
export function hearProblems(vocabulary: ProblemVocabulary, text: string): HeardProblem[] {
  const { entries } = vocabulary;
  const clauses = listClauses(text.slice(0, MOST_CHARACTERS));
  const best = new Map<number, HeardProblem>();
  const hear = ({ entry, phrase }: PreparedPhrase, share: number, how: { isAlike?: true } = {}): void => {
    const words = entries[entry]!;
    const strength = share * words.weight;
    if (strength > (best.get(entry)?.strength ?? 0)) best.set(entry, { words, phrase, strength, ...how });
  };
  for (const clause of clauses) {
    const said = [...listSayable(vocabulary, clause)].filter(({ stems }) => hasStems(clause, stems));
    for (const phrase of said)
      hear(phrase, said.some((other) => isPart(phrase.stems, other.stems)) ? PART_SHARE : 1);
  }
  const clearest = Math.max(0, ...[...best.values()].map(({ strength }) => strength));
  const share = clearest >= CLEAR_FROM ? BESIDE_CLEAR_SHARE : ALIKE_SHARE;
  // As a whole and clause by clause: in a long note the rest outweighs what one clause is about.
  for (const some of clauses.length > 1 ? [clauses, ...clauses.map((clause) => [clause])] : [clauses])
    for (const phrase of listAlike(vocabulary, some)) hear(phrase, share, { isAlike: true });
  return [...best]
    .sort(([a, one], [b, other]) => other.strength - one.strength || a - b)
    .map(([, heard]) => heard);
}

/** Whether a phrase is only a part of another that was said: 赤字 of バスの赤字, 投資 of 設備投資. */
function isPart({ stems, folded }: PhraseStems, other: PhraseStems): boolean {
  return (
    stems.length <= other.stems.length &&
    other.stems.some((stem) => !folded.includes(stem)) &&
    stems.every((stem) =>
      other.stems.some((its) => its === stem || (!/^[a-z]/.test(stem) && its.includes(stem))),
    )
  );
}

/** The phrases of whose key the clause holds the characters. */
function* listSayable({ byKey }: ProblemVocabulary, { text }: Clause): Generator<PreparedPhrase> {
  const keys = new Set(text);
  for (const gram of listGrams(text)) keys.add(gram);
  for (const key of keys) yield* byKey.get(key) ?? [];
}

/** Of each family that clauses resemble, as far as they deny no problem, the first phrase. */
function listAlike(
  { resemblance, firstOf }: ProblemVocabulary,
  clauses: readonly Clause[],
): PreparedPhrase[] {
  const said = clauses.filter(({ isDenied }) => !isDenied).map(({ text }) => text);
  return findAlike(resemblance, said.join('\n')).map((entry) => firstOf.get(entry)!);
}

/** The codes of the issues that a text speaks of, the strongest first. */
export function hearIssues(entries: readonly ProblemWords[], text: string): IssueCode[] {
  return listHeardIssues(hearProblems(prepareVocabulary(entries), text)).map(({ issue }) => issue);
}

/** An issue that was heard, and how strongly. */
export interface HeardIssue {
  issue: IssueCode;
  strength: number;
}

/**
 * The issues of heard problems, the strongest first. Hearsay is what is less than half as strong as the first, and what
 * only resembles something beside what was said clearly: its links would put loans before what was asked.
 */
export function listHeardIssues(heard: readonly HeardProblem[]): HeardIssue[] {
  const strengths = new Map<IssueCode, number>();
  const isClear = heard.some(({ strength }) => strength >= CLEAR_FROM);
  for (const { words, strength } of isClear ? heard.filter(({ isAlike }) => !isAlike) : heard)
    strengths.set(words.issue, Math.max(strengths.get(words.issue) ?? 0, strength));
  const issues = [...strengths].map(([issue, strength]) => ({ issue, strength }));
  const most = Math.max(0, ...issues.map(({ strength }) => strength));
  return issues.filter(({ strength }) => strength * 2 >= most).sort((a, b) => b.strength - a.strength);
}
