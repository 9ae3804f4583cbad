import type { IssueCode } from '#domain/catalogue/issue-links.ts';
import { listGrams } from '#domain/catalogue/search/search-query.ts';
import { foldForSearch } from '#domain/catalogue/search/search-text.ts';
import {
  foldPhrase,
  hasStems,
  listClauses,
  listStems,
  type Clause,
  type PhraseStems,
} from './phrase-stems.ts';
import type { ProblemWords } from './problem-words.ts';

/** A vocabulary prepared for listening. */
export interface ProblemVocabulary {
  entries: readonly PreparedEntry[];
}

interface PreparedEntry {
  words: ProblemWords;
  phrases: readonly PreparedPhrase[];
}

interface PreparedPhrase {
  phrase: string;
  folded: string;
  stems: PhraseStems;
  grams: readonly string[];
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

/** Prepares a vocabulary for `hearProblems`; once for each list of entries, as long as it lives. */
export function prepareVocabulary(entries: readonly ProblemWords[]): ProblemVocabulary {
  const vocabulary = vocabularies.get(entries) ?? prepare(entries);
  vocabularies.set(entries, vocabulary);
  return vocabulary;
}

function prepare(entries: readonly ProblemWords[]): ProblemVocabulary {
  return {
    entries: entries.map((words) => ({
      words,
      phrases: [...words.ja, ...words.en].map((phrase) => {
        const { folded } = foldForSearch(phrase);
        return { phrase, folded, stems: listStems(phrase), grams: listGrams(folded) };
      }),
    })),
  };
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
export function hearProblems({ entries }: ProblemVocabulary, text: string): HeardProblem[] {
  const clauses = listClauses(text.slice(0, MOST_CHARACTERS));
  const { folded } = foldForSearch(text);
  const isShort = folded.length >= 2 && folded.length <= MOST_CHARACTERS_OF_A_PHRASE;
  const grams = isShort ? new Set(listGrams(folded)) : undefined;
  const hasMatter = /[\p{Script=Han}ァ-ヴ]|[a-z0-9]{2}/u.test(foldPhrase(text));
  const heard = entries.flatMap(({ words, phrases }): HeardProblem[] => {
    let best: HeardProblem | undefined;
    for (const { phrase, folded: of, stems, grams: its } of phrases) {
      let share = 0;
      if (clauses.some((clause) => hasStems(clause, stems))) share = 1;
      else if (grams && alike(its, grams) >= ALIKE_FROM && sharesMatter(stems, clauses)) share = ALIKE_SHARE;
      else if (isShort && hasMatter && of.startsWith(folded)) share = BEGUN_SHARE;
      const strength = share * words.weight;
      if (strength > (best?.strength ?? 0)) best = { words, phrase, strength };
    }
    return best ? [best] : [];
  });
  // What only resembles is noise beside what is said in so many words.
  const isSaid = heard.some(({ words, strength }) => strength === words.weight);
  return heard
    .filter(({ words, strength }) => !isSaid || strength === words.weight)
    .sort((a, b) => b.strength - a.strength);
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

function alike(its: readonly string[], grams: ReadonlySet<string>): number {
  const common = its.filter((gram) => grams.has(gram)).length;
  return (2 * common) / (its.length + grams.size);
}
