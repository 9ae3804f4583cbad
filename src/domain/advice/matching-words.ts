import { LINK_WEIGHTS } from '#domain/catalogue/issue-links.ts';
import type { Programme } from '#domain/catalogue/model.ts';
import {
  buildRelevanceIndex,
  computeRelevance,
  type RelevanceIndex,
} from '#domain/catalogue/search/relevance.ts';
import { hearProblems, prepareVocabulary, type HeardProblem } from './heard-problems.ts';
import { listClauses } from './phrase-stems.ts';
import type { ProblemWords } from './problem-words.ts';

/**
 * Words that say who the company is, not what it needs: the criteria judge its industry and its
 * place, and 製造業 stands on every third sheet.
 */
const COMPANY_WORDS =
  /(?:部品|食品|機械)?製造業者?|建設業者?|小売業者?|卸売業者?|農業者|漁業者|運輸業者?|サービス業|宿泊業|飲食業|事業者|業者|企業|会社|青森県?|県内|[一-龠ぁ-んァ-ヶ]{1,5}[市町村](?=の)|\d+[名人]/gu;

/** Quoted as they were typed: sheets write ＩＴ, clauses it. */
const LATIN = /[A-Za-zＡ-Ｚａ-ｚ]{2,}/gu;
/** As clauses write IT and EV. */
const ABBREVIATION = /([a-z]{2})0/gu;

/** What can be quoted as a word: two characters or more of one script. */
const WORD = /[\p{Script=Han}々]{2,}|[ァ-ヴー]{3,}|[A-Za-zＡ-Ｚａ-ｚ]{2,}/gu;

/** What is looked up again at every key, as long as its programmes live. */
interface PreparedSheets {
  index: RelevanceIndex;
  /** Of each entry of a vocabulary, by key, how well each sheet answers it: 1 for the best. */
  answers: WeakMap<ProblemWords, ReadonlyMap<string, number>>;
}

const prepared = new WeakMap<readonly Programme[], PreparedSheets>();

/** What was heard in a text, and how much each programme's sheet says of it; by key, 0 where it says nothing. */
export interface WeighedWords {
  heard: readonly HeardProblem[];
  /** Relevance of each sheet to the words that were said. */
  said: ReadonlyMap<string, number>;
  /** How well each sheet answers the problems that were heard; 1 for the best answer to one that was said clearly. */
  meant: ReadonlyMap<string, number>;
  /** The words themselves, said or meant, as sheets may hold them. */
  words: readonly string[];
}

/** A second problem that a programme answers counts half, a third a quarter. */
const NEXT_ANSWER = 0.5;
/** A best sheet that is less relevant than this, about one telling word, is none. */
const LEAST_BEST = 4;

/**
 * Listens to a situation: the problems of the vocabulary in it, the relevance of each sheet to
 * its words, and how well each sheet answers those problems by the words that sheets use for
 * them. What was prepared is kept as long as the programmes live.
 */
export function weighWords(
  programmes: readonly Programme[],
  vocabulary: readonly ProblemWords[],
  situation: string,
): WeighedWords {
  if (situation.trim() === '') return { heard: [], said: new Map(), meant: new Map(), words: [] };
  const heard = hearProblems(prepareVocabulary(vocabulary), situation);
  // What is no problem says nothing of what is looked for: 資金 of 資金は足りている.
  const own = listClauses(situation)
    .filter(({ isDenied }) => !isDenied)
    .map(({ text }) => text.replace(ABBREVIATION, '$1'))
    .join('\n')
    .replace(COMPANY_WORDS, ' ');
  const sheets = prepared.get(programmes) ?? {
    index: buildRelevanceIndex(programmes),
    answers: new WeakMap(),
  };
  prepared.set(programmes, sheets);
  return {
    heard,
    said: computeRelevance(sheets.index, [{ text: own, weight: 1 }]),
    meant: weighAnswers(sheets, programmes, heard),
    words: [
      ...(own.match(WORD) ?? []),
      ...(situation.match(LATIN) ?? []),
      ...heard.flatMap(({ words }) => words.sheetWords),
    ],
  };
}

/** Of each programme the answers to what was heard, the best whole and each further one half of the one before. */
function weighAnswers(
  sheets: PreparedSheets,
  programmes: readonly Programme[],
  heard: readonly HeardProblem[],
): Map<string, number> {
  const answers = listRemedies(heard).map(({ words, strength }) => ({
    answer: getAnswer(sheets, words),
    // What is only named counts less than what was said clearly.
    weight: strength / Math.max(...LINK_WEIGHTS),
  }));
  return new Map(
    programmes.map(({ key }) => {
      const shares = answers
        .map(({ answer, weight }) => weight * (answer.get(key) ?? 0))
        .sort((a, b) => b - a);
      return [key, shares.reduce((sum, share, at) => sum + share * NEXT_ANSWER ** at, 0)];
    }),
  );
}

/** What was heard, the strongest of each remedy: a family of more phrases than one entry may hold goes on in the next, and is still one problem. */
function listRemedies(heard: readonly HeardProblem[]): HeardProblem[] {
  const strongest = new Map<string, HeardProblem>();
  for (const one of heard) {
    const remedy = one.words.sheetWords.join(' ');
    if (one.strength > (strongest.get(remedy)?.strength ?? 0)) strongest.set(remedy, one);
  }
  return [...strongest.values()];
}

/**
 * By the relevance of the sheets to the entry's words, as a share of the best: an entry of one
 * precise word says as clearly which programme is meant as one of ten.
 */
function getAnswer({ index, answers }: PreparedSheets, words: ProblemWords): ReadonlyMap<string, number> {
  const known = answers.get(words);
  if (known) return known;
  const relevance = computeRelevance(index, [{ text: words.sheetWords.join(' '), weight: 1 }]);
  const best = Math.max(LEAST_BEST, ...relevance.values());
  const answer = new Map([...relevance].map(([key, points]) => [key, points / best]));
  answers.set(words, answer);
  return answer;
}
