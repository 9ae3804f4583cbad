import type { IssueCode } from '#domain/catalogue/issue-links.ts';
import { listGrams } from '#domain/catalogue/search/search-query.ts';
import { foldForSearch, foldLinesForSearch } from '#domain/catalogue/search/search-text.ts';
import {
  foldPhrase,
  hasStems,
  listClauses,
  listStemsOfLines,
  splitCompound,
  type Clause,
  type PhraseStems,
} from './phrase-stems.ts';
import type { ProblemWords } from './problem-words.ts';

/**
 * A vocabulary prepared for listening: thousands of phrases, of which a text can hold only those
 * of whose key it holds the characters.
 */
export interface ProblemVocabulary {
  entries: readonly ProblemWords[];
  /** The phrases by two characters, or one, without which none of them is said. */
  byKey: ReadonlyMap<string, readonly PreparedPhrase[]>;
  /** What only resembles is looked for when nothing is said: prepared at the first time. */
  resemblance: () => Resemblance;
}

interface PreparedPhrase {
  /** The place of its entry. */
  entry: number;
  phrase: string;
  stems: PhraseStems;
}

/** Phrases as they are compared as a whole, by each of their grams. */
type Resemblance = ReadonlyMap<string, readonly WholePhrase[]>;

interface WholePhrase {
  prepared: PreparedPhrase;
  folded: string;
  /** How many different grams it has. */
  size: number;
}

/** An entry of the vocabulary that was heard. */
export interface HeardProblem {
  words: ProblemWords;
  /** The phrase by which it was heard. */
  phrase: string;
  /** Up to the entry's weight: said in so many words; less where the words only resemble it, or have only begun. */
  strength: number;
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
  let resemblance: Resemblance | undefined;
  vocabularies.set(entries, {
    entries,
    byKey,
    resemblance: () => (resemblance ??= prepareResemblance(phrases)),
  });
}

function prepareResemblance(phrases: readonly PreparedPhrase[]): Resemblance {
  const byGram = new Map<string, WholePhrase[]>();
  foldLinesForSearch(phrases.map(({ phrase }) => phrase)).forEach((folded, at) => {
    const grams = listGrams(folded);
    const whole = { prepared: phrases[at]!, folded, size: grams.length };
    for (const gram of grams) push(byGram, gram, whole);
  });
  return byGram;
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

/** How much words count that resemble a phrase, and a phrase that has been typed by half. */
const ALIKE_SHARE = 0.6;
const BEGUN_SHARE = 0.5;
/** Two texts are alike from this share of common two-character grams on (Dice's coefficient). */
const ALIKE_FROM = 0.6;
/** What is said of a problem is said in its first sentences; a screen does not wait for a novel. */
const MOST_CHARACTERS = 4000;
/** Only what is about as short as a phrase is compared with one as a whole. */
const MOST_CHARACTERS_OF_A_PHRASE = 24;

/** The problems that a text speaks of, the strongest first; the vocabulary's order decides between equals. */
export function hearProblems(vocabulary: ProblemVocabulary, text: string): HeardProblem[] {
  const { entries } = vocabulary;
  const clauses = listClauses(text.slice(0, MOST_CHARACTERS));
  const best = new Map<number, HeardProblem>();
  const hear = ({ entry, phrase }: PreparedPhrase, share: number): void => {
    const words = entries[entry]!;
    const strength = share * words.weight;
    if (strength > (best.get(entry)?.strength ?? 0)) best.set(entry, { words, phrase, strength });
  };
  for (const clause of clauses)
    for (const phrase of listSayable(vocabulary, clause)) if (hasStems(clause, phrase.stems)) hear(phrase, 1);
  // What only resembles is noise beside what is said in so many words.
  if (best.size === 0) hearAlike(vocabulary, text, clauses, hear);
  return [...best]
    .sort(([a, one], [b, other]) => other.strength - one.strength || a - b)
    .map(([, heard]) => heard);
}

/** The phrases of whose key the clause holds the characters. */
function* listSayable({ byKey }: ProblemVocabulary, { text }: Clause): Generator<PreparedPhrase> {
  const keys = new Set(text);
  for (const gram of listGrams(text)) keys.add(gram);
  for (const key of keys) yield* byKey.get(key) ?? [];
}

/** Hears what a short text resembles, or what it may become when typed to its end. */
function hearAlike(
  { resemblance }: ProblemVocabulary,
  text: string,
  clauses: readonly Clause[],
  hear: (phrase: PreparedPhrase, share: number) => void,
): void {
  const { folded } = foldForSearch(text);
  if (folded.length < 2 || folded.length > MOST_CHARACTERS_OF_A_PHRASE) return;
  const hasMatter = /[\p{Script=Han}ァ-ヴ]|[a-z0-9]{2}/u.test(foldPhrase(text));
  const grams = listGrams(folded);
  const common = new Map<WholePhrase, number>();
  const byGram = resemblance();
  for (const gram of grams)
    for (const phrase of byGram.get(gram) ?? []) common.set(phrase, (common.get(phrase) ?? 0) + 1);
  for (const [{ prepared, folded: whole, size }, count] of common) {
    // Dice's coefficient
    const alike = (2 * count) / (size + grams.length);
    if (alike >= ALIKE_FROM && sharesMatter(prepared.stems, clauses)) hear(prepared, ALIKE_SHARE);
    else if (hasMatter && whole.startsWith(folded)) hear(prepared, BEGUN_SHARE);
  }
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

/** The issues of heard problems, the strongest first; what is less than half as strong as the first is hearsay. */
export function listHeardIssues(heard: readonly HeardProblem[]): HeardIssue[] {
  const strengths = new Map<IssueCode, number>();
  for (const { words, strength } of heard)
    strengths.set(words.issue, Math.max(strengths.get(words.issue) ?? 0, strength));
  const issues = [...strengths].map(([issue, strength]) => ({ issue, strength }));
  const most = Math.max(0, ...issues.map(({ strength }) => strength));
  return issues.filter(({ strength }) => strength * 2 >= most).sort((a, b) => b.strength - a.strength);
}

/** 「資金が足りない」 resembles 「人材が足りない」 by its verb alone: the longest word has to be there in part. */
function sharesMatter({ stems }: PhraseStems, clauses: readonly Clause[]): boolean {
  const nouns = stems.filter((stem) => !/^[ぁ-ゖー]/.test(stem));
  const longest = (nouns.length > 0 ? nouns : stems).reduce(
    (best, stem) => (stem.length > best.length ? stem : best),
    '',
  );
  if (longest.length < 2) return false;
  return listGrams(longest).some((gram) =>
    clauses.some(({ text, isDenied }) => !isDenied && text.includes(gram)),
  );
}
